"""SVG pictures that do more than draw. Each calls or requests something if it gets to run."""

_XLINK = "http://www.w3.org/1999/xlink"
_HTML = "http://www.w3.org/1999/xhtml"


def _svg(content: str, attributes: str = "") -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="{_XLINK}" xmlns:h="{_HTML}" '
        f'viewBox="0 0 64 64" width="64" height="64" {attributes}>'
        f'<rect id="r" width="64" height="64" fill="teal"/>{content}</svg>'
    )


_RUN = "document.documentElement.setAttribute('data-ran','1')"
_AWAY = "http://127.0.0.1:9/away"

HOSTILE = {
    "script": _svg(f"<script>{_RUN}</script>"),
    "script-cdata": _svg(f"<script type='text/javascript'><![CDATA[{_RUN}]]></script>"),
    "script-href": _svg(f'<script href="data:text/javascript,{_RUN}"/>'),
    "script-prefixed": _svg(f"<s:script xmlns:s='http://www.w3.org/2000/svg'>{_RUN}</s:script>"),
    "script-html": _svg(f"<h:script>{_RUN}</h:script>"),
    "script-in-metadata": _svg(f"<metadata><h:script>{_RUN}</h:script></metadata>"),
    "script-in-foreign": _svg(f"<foreignObject><h:script>{_RUN}</h:script></foreignObject>"),
    "onload": _svg("", f'onload="{_RUN}"'),
    "onload-entity": _svg("", f'onload="&#100;ocument.title;{_RUN}"'),
    "onclick": _svg(f'<rect width="9" height="9" onclick="{_RUN}"/>'),
    "onbegin": _svg(f'<set attributeName="x" to="1" begin="0s" onbegin="{_RUN}"/>'),
    "onerror": _svg(f'<image href="data:image/png;base64,AAAA" onerror="{_RUN}"/>'),
    "html-onerror": _svg(f'<h:img src="x" onerror="{_RUN}"/>'),
    "html-iframe": _svg('<h:iframe src="javascript:parent.document.title"/>'),
    "foreign-object": _svg("<foreignObject><h:p>Only on the web</h:p></foreignObject>"),
    "link": _svg(f'<a href="javascript:{_RUN}"><rect width="64" height="64"/></a>'),
    "link-away": _svg(f'<a xlink:href="{_AWAY}"><rect width="64" height="64"/></a>'),
    "animated-href": _svg(f'<use href="#r"><set attributeName="href" to="{_AWAY}.svg#a"/></use>'),
    "animated-xlink": _svg(
        f'<use href="#r"><animate attributeName="xlink:href" values="{_AWAY}#a"/></use>'
    ),
    "animated-fill": _svg(f'<set href="#r" attributeName="fill" to="url({_AWAY}#a)"/>'),
    "use-away": _svg(f'<use href="{_AWAY}.svg#a"/>'),
    "use-data": _svg('<use href="data:image/svg+xml,&lt;svg id=&quot;a&quot;/&gt;#a"/>'),
    "image-away": _svg(f'<image href="{_AWAY}.png" width="9" height="9"/>'),
    "image-neighbor": _svg('<image href="other.svg" width="9" height="9"/>'),
    "image-svg-data": _svg(
        '<image href="data:image/svg+xml;base64,PHN2Zy8+" width="9" height="9"/>'
    ),
    "base": _svg('<use href="#a"/>', f'xml:base="{_AWAY}"'),
    "fill-away": _svg(f'<rect width="9" height="9" fill="url({_AWAY}#a)"/>'),
    "style-away": _svg(f'<rect width="9" height="9" style="fill: URL( \'{_AWAY}#a\')"/>'),
    "style-escape": _svg(f'<rect width="9" height="9" style="fill:u\\72l({_AWAY}#a)"/>'),
    "style-import": _svg(f'<style>@import "{_AWAY}.css";</style>'),
    "style-font": _svg("<style>@font-face { font-family: A; src: local(B) }</style>"),
    "style-set": _svg(f'<style>rect {{ cursor: image-set("{_AWAY}.png" 1x) }}</style>'),
    "style-hidden": _svg(f"<style>/* */ rec</style><style>t {{ fill: url({_AWAY}) }}</style>"),
    "style-sheet": f'<?xml-stylesheet href="{_AWAY}.css"?>' + _svg(""),
    "transformation": '<?xml-stylesheet type="text/xsl" href="#x"?>' + _svg('<g id="x"/>'),
    "doctype": "<!DOCTYPE svg>" + _svg(""),
    "entity": f'<!DOCTYPE svg [<!ENTITY run "{_RUN}">]>' + _svg("<script>&run;</script>"),
    "entity-file": '<!DOCTYPE svg [<!ENTITY f SYSTEM "/etc/passwd">]>' + _svg("<text>&f;</text>"),
    "encoding": '<?xml version="1.0" encoding="utf-7"?>' + _svg(""),
    "not-svg": f'<html xmlns="{_HTML}"><script>{_RUN}</script></html>',
    "filter-loop": _svg('<filter id="f"><feTurbulence numOctaves="1000000"/></filter>'),
    "filter-spread": _svg('<filter id="f"><feMorphology radius="100000"/></filter>'),
    "filter-region": _svg('<filter id="f" width="2000000"><feFlood/></filter>'),
    "filter-steps": _svg(f'<filter id="f">{"<feFlood/>" * 50}</filter>'),
    "copies": _svg(
        "".join(f'<g id="a{n + 1}">{f"""<use href="#a{n}"/>""" * 10}</g>' for n in range(9))
    ),
    "copy-of-itself": _svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
}

HARMLESS = {
    "editor": _svg(
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:cc="http://creativecommons.org/ns#"><cc:Work rdf:about=""/></rdf:RDF></metadata>'
        '<i:grid xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:onload="1"/>'
    ),
    "gradient": _svg(
        '<defs><linearGradient id="a"><stop offset="0" style="stop-color:#fff"/></linearGradient>'
        '<linearGradient id="b" xlink:href="#a"/></defs><rect width="9" fill="url(#b)"/>'
    ),
    "styles": _svg("<style>.a { fill: url('#r'); opacity: .5 } @media print { .a { } }</style>"),
    "shadow": _svg(
        '<filter id="f" x="-20%" width="140%"><feDropShadow dx="1" stdDeviation="2"/></filter>'
        '<rect width="9" height="9" filter="url(#f)"/>'
    ),
    "copies": _svg('<symbol id="s"><path d="M0 0h9"/></symbol>' + '<use href="#s" x="1"/>' * 99),
    "animation": _svg('<animate href="#r" attributeName="fill" values="red;blue" dur="2s"/>'),
    "texts": _svg('<title>Moon</title><text y="9" font-family="Arial">Good night</text>'),
    "declaration": '<?xml version="1.0" encoding="UTF-8"?>\n<!-- Drawn by hand -->\n' + _svg(""),
    "embedded": _svg('<image href="data:image/png;base64,iVBORw0KGgo=" width="1" height="1"/>'),
}
