"""The entries of PDF forms that are ours, and in no standard (ISO 32000-1, annex E)."""

# The id of the client whom a form was made for, a text string. It is in the dictionary of the form,
# which every program that saves a form keeps, and in the widgets that were filled in beforehand,
# which are still there after sheets were merged.
CLIENT = "/WB_Client"

# The ids of the options of a drop-down list, in the order of their labels in `/Opt`.
IDS = "/WB_Ids"
