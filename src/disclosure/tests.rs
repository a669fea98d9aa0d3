//! Files made here that give something away, and files in files.
