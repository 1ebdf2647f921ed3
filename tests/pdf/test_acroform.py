"""Linked boxes of a PDF become tagged form fields at the same place."""

import io
import re
from collections import Counter

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Name, Pdf
from support.one_form import (
    ANSWERS,
    DASH,
    HEAD,
    SHEET,
    TYPED,
    fields,
    filled_by_pikepdf,
    filled_by_pypdf,
    form,
    name_only,
    opened,
    saved,
)
from support.tags import elements_of_kind

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.pdf.form_values import read_values
from workbook_builder.typesetting.typst_compiler import typeset


def test_each_kind_of_answer_becomes_its_kind_of_field(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        found = fields(pdf)
        assert set(found) == set(ANSWERS)
        kinds = {key: (str(f.FT), int(f.get("/Ff", 0))) for key, f in found.items()}
        assert kinds == {
            "p/w/name": ("/Tx", 0),
            "p/w/change": ("/Tx", 1 << 12),
            "p/w/hours": ("/Tx", 0),
            "p/w/day": ("/Tx", 0),
            "p/größe/Ωμέγα": ("/Tx", 0),
            "p/w/commit": ("/Btn", 0),
            "p/w/feeling": ("/Btn", 1 << 15 | 1 << 14),
            "p/w/mood": ("/Ch", 1 << 17),
        }
        assert {key: str(f.TU) for key, f in found.items()} == {
            key: answer.label for key, answer in ANSWERS.items()
        }
        assert "/NeedAppearances" not in pdf.Root.AcroForm


def test_a_widget_covers_the_box_that_was_linked(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        x0, y0, x1, y1 = map(float, fields(pdf)["p/w/change"].Rect)
        mm = 72 / 25.4
        assert (x0, x1 - x0, y1 - y0) == pytest.approx((20 * mm, 110 * mm, 24 * mm), abs=0.01)
        page = pdf.pages[0].obj
        widgets = [a for a in page.Annots if a.Subtype == Name.Widget]
        assert len(widgets) == 9
        assert all(w.F == 4 and w.P.objgen == page.objgen and "/A" not in w for w in widgets)


def test_radio_buttons_are_one_field_with_a_state_for_each_option(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        group = fields(pdf)["p/w/feeling"]
        assert group.V == "/Off"
        kids = list(group.Kids)
        assert [set(kid.AP.N.keys()) for kid in kids] == [{"/calm", "/Off"}, {"/unsure", "/Off"}]
        assert all(kid.AS == "/Off" and "/T" not in kid and "/FT" not in kid for kid in kids)
        assert [str(kid.TU) for kid in kids] == [
            "How do you feel? Calm & clear",
            "How do you feel? Unsure, größer",
        ]


def test_a_drop_down_offers_no_answer_first_and_exports_labels(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        mood = fields(pdf)["p/w/mood"]
        assert [str(each) for each in mood.Opt] == [DASH, "Calm & clear", "Unsure, größer"]
        assert [str(each) for each in mood.WB_Ids] == [DASH, "calm", "unsure"]
        assert "/V" not in mood


def test_options_with_one_label_can_be_told_apart() -> None:
    labels = ("Calm", "Calm", "Calm (2)", DASH)
    options = tuple(Option(f"option-{number}", label) for number, label in enumerate(labels, 1))
    answer = Answer("p/w/name", AnswerKind.CHOICE, "Mood", options)
    pdf = make_fillable(name_only(), {"p/w/name": answer})
    with Pdf.open(io.BytesIO(pdf)) as document:
        offered = [str(each) for each in fields(document)["p/w/name"].Opt]
    assert offered == [DASH, "Calm", "Calm (2)", "Calm (2) (2)", f"{DASH} (2)"]
    for label, option in zip(offered[1:], options, strict=True):
        filled = filled_by_pikepdf(pdf, {"p/w/name": label})
        assert read_values(filled) == {"p/w/name": option.id}


def test_a_key_linked_twice_is_one_field_with_two_widgets() -> None:
    with opened('#field("p/w/name") #pagebreak() #field("p/w/name")') as pdf:
        name = fields(pdf)["p/w/name"]
        assert len(name.Kids) == 2
        assert [kid.P.objgen for kid in name.Kids] == [page.obj.objgen for page in pdf.pages]
        assert all(kid.Parent.objgen == name.objgen for kid in name.Kids)
        assert all("/T" not in kid and kid.TU == name.TU for kid in name.Kids)
    filled = filled_by_pypdf(form('#field("p/w/name") #field("p/w/name")'), {"p/w/name": "Zoë"})
    assert read_values(filled) == {"p/w/name": "Zoë"}


@pytest.mark.parametrize("key", ["p/w/commit", "p/w/mood"])
def test_ticks_and_drop_downs_can_be_shared_too(key: str) -> None:
    with opened(f'#field("{key}") #field("{key}")') as pdf:
        assert len(fields(pdf)[key].Kids) == 2


def test_tags_say_form_and_point_to_the_widgets(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        tags = elements_of_kind(pdf, "/Form")
        assert len(tags) == 9
        assert len(elements_of_kind(pdf, "/Link")) == 1  # this link is not a field
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for tag in tags:
            (reference,) = tag.K
            assert reference.Type == Name.OBJR
            assert reference.Obj.Subtype == Name.Widget
            assert parents[int(reference.Obj.StructParent)].objgen == tag.objgen
        assert all(page.obj.Tabs == Name.S for page in pdf.pages)


def test_other_links_stay(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        links = [a for a in pdf.pages[0].Annots if a.Subtype == Name.Link]
        assert [str(link.A.URI) for link in links] == ["https://example.org/a(b)"]


def test_a_document_without_fields_gets_no_form() -> None:
    with opened('#link("https://example.org")[Only a link]') as pdf:
        assert "/AcroForm" not in pdf.Root
    assert read_values(form("Only text")) == {}


def test_text_fields_have_no_drawing_that_they_could_share(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        found = fields(pdf)
        assert [key for key in TYPED if "/AP" in found[key]] == []
        assert "/AP" not in found["p/w/mood"]
    filled = filled_by_pypdf(sheet, TYPED)
    with Pdf.open(io.BytesIO(filled)) as pdf:
        drawn = Counter(fields(pdf)[key].AP.N.objgen for key in TYPED)
        assert len(drawn) == len(TYPED)


def test_programs_that_draw_buttons_anew_find_a_dot_and_a_tick(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        found = fields(pdf)
        assert [str(kid.MK.CA) for kid in found["p/w/feeling"].Kids] == ["l", "l"]
        assert str(found["p/w/commit"].MK.CA) == "4"


ROOM = """
#link("room:3 0.4 c3cbc9?p/w/change", box(width: 60mm, height: 24mm))
#link("room:1 0.4 c3cbc9?p/w/more", box(width: 60mm, height: 24mm))
"""
NOTES = {
    key: Answer(key, AnswerKind.LINES, "What is changing?") for key in ("p/w/change", "p/w/more")
}


def test_an_empty_room_draws_lines_that_what_is_typed_replaces() -> None:
    form = make_fillable(typeset(HEAD + ROOM * 2), NOTES)
    with Pdf.open(io.BytesIO(form)) as pdf:
        one, other = (kid.AP.N for kid in fields(pdf)["p/w/change"].Kids)
        assert one.objgen != other.objgen
        drawn = one.read_bytes()
        assert drawn.startswith(b"/Tx BMC ")
        assert drawn.endswith(b" EMC")
        assert drawn.count(b" l") == 2
        across = float(one.BBox[2])
        ends = [float(x) for x in re.findall(rb"([\d.]+) [\d.]+ [ml]\b", drawn)]
        assert ends == pytest.approx([0.75, across - 0.75] * 2, abs=0.06)
        assert not any("/AP" in kid for kid in fields(pdf)["p/w/more"].Kids)
    filled = filled_by_pypdf(form, {"p/w/change": "A new job"})
    with Pdf.open(io.BytesIO(filled)) as pdf:
        look = fields(pdf)["p/w/change"].Kids[0].AP.N.read_bytes()
        assert b" l" not in look
        assert b"Tj" in look


def test_buttons_draw_a_mark_only_when_they_are_on(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        found = fields(pdf)
        for button in (found["p/w/commit"], *found["p/w/feeling"].Kids):
            for state, drawing in button.AP.N.items():
                assert bool(drawing.read_bytes().strip()) is (state != "/Off")


def test_a_dense_sheet_stays_small_and_simple() -> None:
    keys = [f"p/w/step-{number}" for number in range(120)]
    answers = {key: Answer(key, AnswerKind.LINE, f"What is {key}?") for key in keys}
    table = "#table(columns: 6, " + "".join(f'field("{key}", width: 100%), ' for key in keys) + ")"
    pdf = make_fillable(typeset(HEAD + table), answers)
    assert len(pdf) < 60_000
    with Pdf.open(io.BytesIO(pdf)) as document:
        assert len(fields(document)) == 120


def test_answers_are_written_in_the_form_font(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        assert pdf.Root.AcroForm.DR.Font.WbText.Subtype == Name.TrueType
        assert pdf.Root.AcroForm.DA == fields(pdf)["p/w/name"].DA == "/WbText 0 Tf 0 g"


def test_the_file_is_valid(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        assert pdf.check_pdf_syntax() == []
    reader = pypdf.PdfReader(io.BytesIO(sheet), strict=True)
    assert set(reader.get_fields() or {}) == set(ANSWERS)
    document = pypdfium2.PdfDocument(sheet)
    document.init_forms()
    assert len(document) == len(reader.pages)
    assert document.get_formtype() == 1
    document.close()


def test_the_same_content_gives_the_same_bytes(sheet: bytes) -> None:
    assert form(SHEET) == sheet
    other = {**ANSWERS, "p/w/name": Answer("p/w/name", AnswerKind.LINE, "Your name")}
    changed = make_fillable(typeset(HEAD + SHEET), other)
    assert (
        pikepdf.open(io.BytesIO(changed)).trailer.ID != pikepdf.open(io.BytesIO(sheet)).trailer.ID
    )


def test_a_file_of_another_layout_gets_the_same_form(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(typeset(HEAD + SHEET))) as pdf:
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    again = make_fillable(out.getvalue(), ANSWERS)
    with Pdf.open(io.BytesIO(again)) as other, Pdf.open(io.BytesIO(sheet)) as pdf:
        assert set(fields(other)) == set(fields(pdf))
        assert len(elements_of_kind(other, "/Form")) == 9
        assert other.check_pdf_syntax() == []


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('#field("p/w/nobody")', "p/w/nobody is linked, but no answer has that key"),
        ('#field("p/w/feeling#glad")', "p/w/feeling#glad is linked, but p/w/feeling has no such"),
        ('#field("p/w/name#calm")', "p/w/name#calm is linked, but p/w/name has no such option"),
        ('#field("p/w/feeling#calm") #field("p/w/feeling#calm")', "p/w/feeling has two radio butt"),
        ('#field("p/w/feeling#calm") #field("p/w/feeling")', "has both radio buttons and a drop"),
        ('#link("field:p/w/name")[#lorem(30)]', "p/w/name is broken across lines or pages"),
        (
            '#v(90mm) #link("field:p/w/change", block(width: 100%, height: 40mm))',
            "p/w/change is broken across lines or pages",
        ),
        ('#field("p/w/name")[Your name]', "p/w/name has text in its box"),
    ],
)
def test_a_link_that_cannot_become_a_field_is_named(source: str, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace(".", r"\.")):
        form(source)


def test_a_period_in_a_key_is_refused() -> None:
    with pytest.raises(ValueError, match=r"p/w\.name cannot be the key of a form field"):
        make_fillable(
            typeset(HEAD + '#field("p/w.name")'),
            {"p/w.name": Answer("p/w.name", AnswerKind.LINE, "Name")},
        )


def test_an_answer_with_another_key_is_refused() -> None:
    answer = Answer("p/w/other", AnswerKind.LINE, "Name")
    with pytest.raises(ValueError, match="p/w/name is linked, but the key of its answer is p/w/ot"):
        make_fillable(name_only(), {"p/w/name": answer})


def test_an_option_that_would_mean_no_answer_is_refused() -> None:
    answer = Answer("p/w/name", AnswerKind.CHOICE, "Name", (Option(DASH, "Dash"),))
    with pytest.raises(ValueError, match=f"p/w/name has the option {DASH}"):
        make_fillable(name_only(), {"p/w/name": answer})


def test_a_link_outside_the_tags_is_named() -> None:
    with Pdf.open(io.BytesIO(typeset(HEAD + '#field("p/w/name")'))) as pdf:
        del pdf.pages[0].Annots[0].StructParent
        untagged = saved(pdf)
    with pytest.raises(ValueError, match="p/w/name is not tagged"):
        make_fillable(untagged, ANSWERS)


def test_a_file_that_is_not_a_pdf_is_refused() -> None:
    with pytest.raises(ValueError, match="not a PDF"):
        make_fillable(b"Hello", ANSWERS)
    with pytest.raises(ValueError, match="cannot be read as a PDF"):
        read_values(b"Hello")


def test_a_drawing_in_a_box_or_text_as_an_artifact_is_allowed() -> None:
    source = '#field("p/w/name")[#pdf.artifact[1] #place(line(length: 100%))]'
    with opened(source) as pdf:
        assert list(fields(pdf)) == ["p/w/name"]


@pytest.mark.parametrize(
    "key", ["p/größe/Ωμέγα", "p/gr%C3%B6%C3%9Fe/%CE%A9%CE%BC%CE%AD%CE%B3%CE%B1"]
)
def test_a_key_may_have_any_letters_percent_encoded_or_not(key: str) -> None:
    with opened(f'#field("{key}")') as pdf:
        assert list(fields(pdf)) == ["p/größe/Ωμέγα"]
