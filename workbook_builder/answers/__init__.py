"""The answers that a worksheet asks for, their ids and keys, and files of clients' answers."""
