"""Problems in authors' files: the rules, their explanations, and reports in several formats."""
