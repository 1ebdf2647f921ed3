// What the scripts and Python must agree on. Made from answers/contract.json:
// pytest tests/answers/test_contract.py --write-goldens

export default {"id": {"begins-with": ["L", "N"], "goes-on-with": ["L", "M", "N"], "normalization": "NFC", "longest": 60}, "time": {"mark": "@", "which": "which-time", "most": 999}, "handout": {"mark": "others", "asked-by": "asked-by", "filled-in-by": "filled-in-by"}, "file": {"format": "workbook-answers", "version": 1, "ticked": "yes", "client-name": "client-name", "begins": "begins"}, "pdf": {"off": "Off", "encoded": "xn--", "not-chosen": "–", "flags": {"multiline": 4096, "always-one": 16384, "radio": 32768, "combo": 131072}}};
