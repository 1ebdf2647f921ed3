// Fills in a PDF form with one of the libraries for JavaScript: node fill.mjs LIBRARY FORM VALUES OUT
// VALUES has a line for each field: its kind, key, and value. Run in a folder with the libraries that package.json names.
// Prints the key of each field for which the library raises an error, and the error.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [library, form, values, out] = process.argv.slice(2);
const require = createRequire(process.cwd() + "/");
const wanted = readFileSync(values, "utf8").trim().split("\n").map((line) => line.split("\t"));

/** @param {(kind: string, key: string, value: string) => void} set */
function each(set) {
  for (const [kind, key, value] of wanted) {
    try {
      set(kind, key, value.replaceAll("\\n", "\n"));
    } catch (error) {
      console.log(`${key}\t${String(error).split("\n")[0]}`);
    }
  }
}

const libraries = {
  async "pdf-lib"() {
    const { PDFDocument, StandardFonts } = require("pdf-lib");
    const pdf = await PDFDocument.load(readFileSync(form));
    const fields = pdf.getForm();
    const font = await pdf.embedFont(StandardFonts.Helvetica); // which it uses if it is given none
    each((kind, key, value) => {
      if (kind === "check") fields.getCheckBox(key).check();
      else if (kind === "radio") fields.getRadioGroup(key).select(value);
      else if (kind === "list") {
        fields.getDropdown(key).select(value);
        fields.getDropdown(key).updateAppearances(font);
      } else {
        fields.getTextField(key).setText(value);
        fields.getTextField(key).updateAppearances(font);
      }
    });
    writeFileSync(out, await pdf.save({ updateFieldAppearances: false }));
  },
  async "pdf.js"() {
    const { getDocument } = await import(pathToFileURL(require.resolve("pdfjs-dist/legacy/build/pdf.mjs")).href);
    const data = new Uint8Array(readFileSync(form));
    const pdf = await getDocument({ data, verbosity: 0, useSystemFonts: false }).promise;
    const widgets = new Map();
    for (let page = 1; page <= pdf.numPages; page++) {
      for (const widget of await (await pdf.getPage(page)).getAnnotations()) {
        if (widget.fieldName) widgets.set(widget.fieldName, [...(widgets.get(widget.fieldName) ?? []), widget]);
      }
    }
    each((kind, key, value) => {
      for (const widget of widgets.get(key)) {
        const chosen = { check: true, radio: widget.buttonValue === value }[kind] ?? value;
        pdf.annotationStorage.setValue(widget.id, { value: chosen });
      }
    });
    writeFileSync(out, await pdf.saveDocument());
    await pdf.destroy();
  },
};
await libraries[library]();
