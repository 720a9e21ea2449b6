"""The wiki behind one port: a folder of files, or the live one through Pywikibot."""
