"""Colors, icons, QR codes, and the shape of the wheel."""
