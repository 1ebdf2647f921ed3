"""Files with translations (gettext's .po) are read here, and every mistake in them reported."""
