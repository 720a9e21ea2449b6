"""What a newcomer would write: Pywikibot, a page at a time. A script, started by the benchmark.

python plain.py YEAR                     (Pywikibot's configuration in PYWIKIBOT_DIR)
"""

import re
import sys

import pywikibot  # noqa: TID251 - this is what the bot is measured against

year = sys.argv[1]
site = pywikibot.Site()
settings = pywikibot.Page(site, "Användare:Lägesbot/inställningar.json").text
listed = pywikibot.Page(site, f"Projekt {year}").text
texts = [settings, listed]
for title in re.findall(r"\{\{:(Projekt:[^{}|]+)/Projektdata\}\}", listed):
    texts.append(pywikibot.Page(site, title).text)
    texts.append(pywikibot.Page(site, f"{title}/Projektdata").text)
sys.stdout.write(f"{sum(map(bool, texts))}\n")
