"""One management's website, cut by what it can do; each folder is one capability."""
