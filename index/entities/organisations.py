"""Organisations that no list holds: a head noun and the words that belong to the name."""

from __future__ import annotations

from collections.abc import Iterator

from index.entities.page import Found, Page

RANK = 55
LONGEST_NAME = 7
"""Words; names of bodies that go on longer are descriptions."""

_GENERIC = frozenset(
    "المدينه الشركه الدوله المنطقه العاصمه البلاد المحافظه الاداره الرييس المدير الحزب الفريق اليوم الامس النظر "
    "الجمهور الناس العمل القرار الحكم الصدر الحدث الاحداث العالم الاولي الثانيه الاول الثاني المركز المجلس اللجنه "
    "الشرف القياده العدو الاحتلال المرمي الطرف الطرفين القوي القوه الصحه؟ الكبير الكبري الجديد الجديده الاخير الاخيره "
    "الصداره الاعتماد المقاومه المعلومات الاتصالات المباراه الضيوف الجامعه الوزاره الهييه المتحدث التحكيم الحكام "
    "التحقيق البطوله التي الذي الذين المستقبل السابق السابقه المحلي المحليه المذكوره المعنيه الواحد الواحده".split()
)
_SHARED_HEADS = frozenset("مركز مكتب مجموعه داييره شبكه جهاز ديوان غرفه رياسه لواء صندوق تنظيم".split())
"""Heads of everyday phrases as well: they need an adjective of nationality, "national" or a listed place at the end."""
_NAMING_HEADS = frozenset("حزب حركه شركه قناه اذاعه صحيفه جريده مجله نادي بنك مصرف جمعيه منظمه موسسه معهد جامعه".split())
"""Heads that a proper name without article may follow."""
_QUOTING_HEADS = _NAMING_HEADS | frozenset(
    "تنظيم وكاله مجموعه شبكه جماعه كتايب الجماعه فريق موقع فندق نزل صحيفتي صحيفتا مطعم كتيبه مخيم".split()
)
_PLACE_QUOTING = frozenset("فندق نزل مطعم مخيم".split())
_QUOTES = frozenset("\"“”«»'’‘„()")
_OPENING = "\"“«‘'”(„"


def find_organisations(page: Page) -> Iterator[Found]:
    for position in range(len(page.words)):
        if page.kind(position) == "word":
            yield from _indefinite_head(page, position)
            yield from _definite_head(page, position)
            yield from _quoted(page, position)


def _indefinite_head(page: Page, position: int) -> Iterator[Found]:
    """Ministry, party, bank + what it is called: the ministry of health of Lebanon, the party Call of Tunis."""
    stem = page.stem_in(position, page.lexicon.organisation_heads)
    if stem is None or page.kind(position + 1) != "word":
        return
    gender = page.lexicon.organisation_heads[stem.norm]
    last = _genitive(page, position + 1, stem.norm, gender)
    if last == position + 1:
        return
    closed = _nationality(page, last, gender)
    has_place = closed > last or _is_proper(page, last - 1) or page.norm(last - 1) in page.lexicon.adjectives
    if stem.norm not in _SHARED_HEADS or has_place:
        yield page.found(position, min(closed, position + LONGEST_NAME), "ORG", RANK, "head and genitive", stem.cut)


def _genitive(page: Page, position: int, head: str, gender: str) -> int:
    """Position after the definite words or the proper name that complete a head."""
    norm = page.norm(position)
    if norm.startswith("ال") and norm not in _GENERIC and norm not in page.lexicon.titles:
        if norm in page.lexicon.nationalities:
            return position
        return _conjoined(page, position + 1) if gender.endswith("+") else _adjective(page, position + 1)
    if head in _NAMING_HEADS and _is_proper(page, position):
        last = position + 1
        while last < position + 3 and _is_unknown(page, last):
            last += 1
        return last
    return position


def _conjoined(page: Page, last: int) -> int:
    """Go on over "and the ...": the authority for securities and goods."""
    last = _adjective(page, last)
    for _ in range(3):
        norm = page.norm(last)
        inner = norm[1:]
        is_noun = norm.startswith("وال") and inner not in page.lexicon.definite_heads and inner not in _GENERIC
        if not is_noun or inner in page.lexicon.nationalities or inner in page.lexicon.titles or _is_proper(page, last):
            break
        last = _adjective(page, last + 1)
    return last


def _adjective(page: Page, last: int) -> int:
    """Take in an adjective of the closed list, and the second half of "scientific research"."""
    norm = page.norm(last)
    is_pair = norm in page.lexicon.adjectives or (
        norm.startswith("ال") and norm.endswith(("يه", "ي")) and _is_plain_adjective(page, norm)
    )
    return last + 1 if is_pair else last


def _is_plain_adjective(page: Page, norm: str) -> bool:
    lists = page.lexicon
    is_other = norm in lists.titles or norm in lists.nationalities or norm in _GENERIC or norm in lists.surnames
    return not is_other and norm in lists.ordinary and norm not in lists.phrases


def _nationality(page: Page, last: int, gender: str) -> int:
    """Take in the nationality that agrees with the head: "the German" behind a ministry belongs to a man."""
    norm = page.norm(last)
    is_feminine = norm.endswith("ه")
    if norm in page.lexicon.nationalities and is_feminine == gender.startswith("f"):
        return last + 1
    return last


def _definite_head(page: Page, position: int) -> Iterator[Found]:
    """The army, the union, the centre + adjectives, one of them of nationality, or "national" and a purpose."""
    stem = page.stem_in(position, page.lexicon.definite_heads)
    if stem is None:
        return
    gender = page.lexicon.definite_heads[stem.norm]
    last = position + 1
    has_nation = False
    while last < position + 4:
        norm = page.norm(last)
        if norm in page.lexicon.nationalities and norm.endswith("ه") == gender.startswith("f"):
            has_nation = True
        elif norm not in page.lexicon.adjectives:
            break
        last += 1
    purpose = _purpose(page, last) if last > position + 1 else last
    if has_nation or purpose > last:
        yield page.found(position, purpose, "ORG", RANK, "definite head", stem.cut)


def _purpose(page: Page, last: int) -> int:
    """ "for human rights", "for football": لل and a noun, or ل and a noun with its genitive."""
    norm = page.norm(last)
    if norm.startswith("لل") and len(norm) > 4:
        end = last + 1
        if page.norm(end) in page.lexicon.nationalities:
            return end + 1
        is_pair = page.norm(end).startswith("وال") and page.norm(end)[1:] not in page.lexicon.definite_heads
        return end + 1 if is_pair else end
    if norm.startswith("ل") and len(norm) > 3 and page.norm(last + 1).startswith("ال") and norm[1:] in page.lexicon.ordinary:
        return last + 2
    return last


def _quoted(page: Page, position: int) -> Iterator[Found]:
    """A name in quotes after a head: only what stands inside."""
    stem = page.stem_in(position, _QUOTING_HEADS)
    if stem is None or page.kind(position + 1) != "sign" or page.words[position + 1].text[-1] not in _OPENING:
        return
    first = last = position + 2
    while last < first + 5 and page.kind(last) in ("word", "latin", "number"):
        last += 1
    if last > first and page.kind(last) == "sign" and page.words[last].text[0] in _QUOTES:
        kind = "LOC" if stem.norm in _PLACE_QUOTING else "ORG"
        if stem.norm == "فريق" and page.words[position + 1].text[-1] == "(":
            return
        yield page.found(first, last, "LOC" if kind == "LOC" else "ORG", RANK + 10, "quoted name")


def _is_proper(page: Page, position: int) -> bool:
    """A listed place or a word that everyday news does not hold."""
    if any(not phrase.rest and phrase.type == "LOC" for phrase in page.lexicon.phrases.get(page.norm(position), ())):
        return True
    return _is_unknown(page, position)


def _is_unknown(page: Page, position: int) -> bool:
    if page.kind(position) == "latin":
        return True
    norm = page.norm(position)
    if len(norm) < 3 or norm.startswith("ال") or norm.endswith(("ها", "هم")):
        return False
    lists = page.lexicon
    if norm in lists.titles or norm in lists.verbs or norm in lists.given or norm in lists.indefinite_nationalities:
        return False
    return not any(form in lists.ordinary for form in (norm, norm[1:], norm[2:] if norm.startswith("ال") else norm))
