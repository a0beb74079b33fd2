"""Pages in the shapes that outlets have; the articles on them are our own."""

# Markup is easier to read unbroken.
# ruff: noqa: E501

from __future__ import annotations

import json

TITLE = 'وزارة النقل : افتتاح "جسر الوادي" أمام حركة السير الأحد'
FIRST = "أعلنت وزارة النقل أن جسر الوادي سيفتح أمام حركة السير صباح الأحد المقبل، بعد أشغال دامت ثمانية عشر شهرا."
SECOND = (
    "وقال مدير المشروع، في تصريح للصحفيين خلال زيارة الموقع، إن الجسر الجديد يتسع لأربعة مسارات ويختصر الطريق بين ضفتي "
    "المدينة إلى سبع دقائق بدل نصف ساعة في أوقات الذروة."
)
THIRD = (
    "وبلغت كلفة الأشغال 42 مليون دينار، مولت الدولة ثلثيها فيما قدم بنك التنمية الباقي في شكل قرض يسدد على خمسة عشر عاما، "
    "حسب ما ورد في بيان الوزارة."
)
FOURTH = "ودعا البيان السائقين إلى تخفيف السرعة خلال الأسبوع الأول، ريثما تكتمل علامات الطريق على جانبي الجسر."
PARAGRAPHS = (FIRST, SECOND, THIRD, FOURTH)
MARKED = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
ADDRESS = "https://news.example/2021/07/06/bridge-opens"

OTHER = (
    "أسعار الخضر ترتفع قبل العيد في أسواق الجملة",
    "المنتخب يبدأ معسكره التدريبي بغياب ثلاثة لاعبين",
    "أمطار غزيرة متوقعة على السواحل الشمالية",
    "معرض الكتاب يستقبل زواره حتى نهاية الأسبوع",
)
LINKS = "".join(f'<li><a href="/other/{number}">{text}</a></li>' for number, text in enumerate(OTHER))
MENU = '<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/p">سياسة</a></li><li><a href="/s">رياضة</a></li></ul></nav>'


def linked_data(**fields: object) -> str:
    article = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(article, ensure_ascii=False)}</script>'


def page(body: str, head: str = "", *, lang: str = "ar", title: str = f"{TITLE} | أخبار اليوم") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


ARTICLE_TAG = page(
    f"""<header>{MENU}</header><main><article><h1>{TITLE}</h1>
    <div class="byline">بقلم: سلمى العلوي</div><time datetime="2021-07-06T09:30:00+01:00">6 يوليو 2021</time>
    <figure><img src="a.jpg" alt="الجسر"><figcaption>صورة الجسر من الجو (أرشيف)</figcaption></figure>
    {MARKED}</article></main><aside><h2>الأكثر قراءة</h2><ul>{LINKS}</ul></aside><footer>جميع الحقوق محفوظة 2021</footer>""",
    f'<meta property="og:title" content="{TITLE.replace(chr(34), "&quot;")}"><meta property="og:site_name" content="أخبار اليوم">'
    f'<meta property="og:type" content="article"><link rel="canonical" href="{ADDRESS}">'
    '<meta property="article:published_time" content="2021-07-06T09:30:00+01:00"><meta name="author" content="سلمى العلوي">'
    '<meta property="article:section" content="محليات">',
)

DIV_SOUP = page(
    f"""<div id="top"><div><a href="/">الرئيسية</a> | <a href="/p">سياسة</a></div></div><div id="wrap"><div class="c1"><div class="c2">
    <div class="t">{TITLE}</div><div class="d">2021/07/06 - 09:30</div><div class="x">{FIRST}</div><div class="x">{SECOND}</div>
    <div class="x">{THIRD}</div><div class="x">{FOURTH}</div></div><div class="c3"><div>آخر الأخبار</div>
    {"".join(f'<div><a href="/o/{text[:3]}">{text}</a></div>' for text in OTHER)}</div></div></div>""",
)

ONE_BODY_WITH_BREAKS = page(
    f"""{MENU}<h1>{TITLE}</h1><div class="text">{"<br/><br>".join(PARAGRAPHS)}</div>
    <div class="share-buttons"><a href="#">فيسبوك</a> <a href="#">تويتر</a></div>"""
)

AMP = page(
    f"""<amp-sidebar id="s"><ul>{LINKS}</ul></amp-sidebar><article><h1>{TITLE}</h1>
    <amp-img src="a.jpg" width="4" height="3"></amp-img><amp-social-share type="twitter"></amp-social-share>{MARKED}
    <amp-ad width="300" height="250">إعلان</amp-ad></article><amp-list><ul>{LINKS}</ul></amp-list>""",
    f'<link rel="canonical" href="{ADDRESS}">',
).replace("<html", "<html amp")

WORDPRESS = page(
    f"""<div id="page" class="site"><header id="masthead">{MENU}</header><div id="primary" class="content-area">
    <article id="post-77" class="post type-post"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1>
    <div class="entry-meta"><span class="posted-on">نشر في <a href="#"><time datetime="2021-07-06T09:30:00+00:00">6 يوليو 2021
    </time></a></span> <span class="byline">بواسطة <a rel="author" href="/u">هند الراوي</a></span></div></header>
    <div class="entry-content"><p>{FIRST}</p><p>{SECOND}</p><p>اقرأ أيضا: <a href="/other/1">{OTHER[0]}</a></p><p>{THIRD}</p>
    <p>{FOURTH}</p><div class="sharedaddy sd-sharing-enabled"><h3>شارك هذا الموضوع:</h3><ul><li><a>تويتر</a></li></ul></div>
    <div id="jp-relatedposts"><h3>مقالات ذات صلة</h3><ul>{LINKS}</ul></div></div>
    <footer class="entry-footer"><span class="tags-links">الوسوم: <a href="/t">جسور</a>، <a href="/t2">طرقات</a></span></footer>
    </article><nav class="navigation post-navigation"><a href="/b">السابق: {OTHER[1]}</a></nav>
    <div id="comments" class="comments-area"><h2>3 تعليقات</h2><ol><li><p>خبر سعيد طال انتظاره، شكرا لكل من عمل ليلا
    ونهارا على هذا المشروع الكبير.</p></li><li><p>نتمنى ألا تعود الاختناقات بعد أسبوع واحد من الافتتاح.</p></li></ol></div>
    </div><aside id="secondary" class="widget-area"><section class="widget"><h2>أحدث المقالات</h2><ul>{LINKS}</ul></section></aside>
    </div>""",
    '<meta name="generator" content="WordPress 5.7">',
)

LIVE_BLOG = page(
    f"""<main><h1>{TITLE}</h1><div class="live-blog">
    <article class="update"><span class="stamp">09:30</span><h2>وصول أولى الشاحنات</h2><p>{FIRST}</p></article>
    <article class="update"><span class="stamp">10:05</span><h2>كلمة مدير المشروع</h2><p>{SECOND}</p></article>
    <article class="update"><span class="stamp">11:40</span><h2>أرقام الكلفة</h2><p>{THIRD}</p></article>
    <article class="update"><span class="stamp">12:15</span><h2>نداء إلى السائقين</h2><p>{FOURTH}</p></article></div></main>""",
    linked_data(**{"@type": "LiveBlogPosting", "datePublished": "2021-07-06T09:30:00+01:00"}),
)

PERSIAN_TITLE = "آغاز به کار خط تازهٔ متروی شهر از روز شنبه"
PERSIAN = (
    "شهرداری اعلام کرد که خط تازهٔ مترو از روز شنبه به روی مسافران باز می‌شود و بخش شرقی شهر را به مرکز می‌رساند.",
    "به گفتهٔ مدیر این طرح، ساخت این خط چهار سال زمان برده و روزانه پنجاه هزار نفر از آن استفاده خواهند کرد.",
    "او افزود که بهای بلیت تا پایان سال تغییری نخواهد کرد و ایستگاه‌های دیگر نیز در دست ساخت است.",
)
PERSIAN_PAGE = page(
    f"""{MENU}<article><h1>{PERSIAN_TITLE}</h1>{"".join(f"<p>{text}</p>" for text in PERSIAN)}
    <h3>بیشتر بخوانید</h3><ul><li><a href="/1">نمایشگاه کتاب تا پایان هفته باز است</a></li></ul></article>""",
    lang="fa-IR",
    title=PERSIAN_TITLE,
)

URDU_TITLE = "شہر میں نئی سڑک کا افتتاح اگلے ہفتے ہوگا"
URDU = (
    "حکومت نے اعلان کیا ہے کہ شہر کی نئی سڑک اگلے ہفتے عام ٹریفک کے لیے کھول دی جائے گی جس سے سفر کا وقت کم ہو جائے گا۔",
    "منصوبے کے سربراہ نے صحافیوں کو بتایا کہ اس سڑک کی تعمیر میں دو سال لگے اور اس پر چار ارب روپے خرچ ہوئے ہیں۔",
    "انہوں نے ڈرائیوروں سے کہا کہ پہلے چند دن احتیاط سے گاڑی چلائیں تاکہ کوئی حادثہ پیش نہ آئے۔",
)
URDU_PAGE = page(
    f"""<div id="content"><h1>{URDU_TITLE}</h1>{"".join(f"<p>{text}</p>" for text in URDU)}
    <p><a href="/more">مزید پڑھیں: موسم کی تازہ صورت حال</a></p></div>""",
    lang="ur",
    title=f"{URDU_TITLE} - خبریں",
)

LINKED_DATA_ONLY = page(
    '<div id="root"></div><noscript>فعّل جافاسكريبت</noscript>',
    linked_data(
        articleBody="\n".join(PARAGRAPHS),
        datePublished="2021-07-06T09:30:00+01:00",
        author=[{"@type": "Person", "name": "سلمى العلوي"}, {"@type": "Person", "name": "هند الراوي"}],
        publisher={"@type": "Organization", "name": "أخبار اليوم"},
        inLanguage="ar",
        mainEntityOfPage={"@id": ADDRESS},
    ),
    lang="en",
)

COOKIE_BANNER = page(
    f"""<div id="cookie-consent" class="gdpr-banner"><p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك على الموقع وقياس عدد الزيارات، وبمواصلة
    التصفح فإنك توافق على سياسة الخصوصية.</p><button>موافق</button></div>{MENU}<article><h1>{TITLE}</h1>{MARKED}</article>
    <div class="newsletter"><p>اشترك في نشرتنا البريدية لتصلك الأخبار كل صباح مباشرة إلى بريدك الإلكتروني.</p></div>"""
)

PAYWALL = page(
    f"""{MENU}<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>
    <div class="paywall"><h3>هذا المحتوى للمشتركين</h3><p>اشترك الآن لتقرأ المقال كاملا ولتصل إلى كل أعداد الصحيفة منذ تأسيسها.</p></div>
    </article>""",
    linked_data(isAccessibleForFree=False),
)

COMMENTS = page(
    f"""<article><h1>{TITLE}</h1>{MARKED}</article><section id="disqus_thread" class="comments"><h3>التعليقات</h3>
    {
        "".join(
            f'<div class="comment"><p>تعليق طويل رقم {n} يشرح فيه القارئ رأيه في الموضوع ويرد على من سبقه بكلام كثير.</p></div>'
            for n in range(30)
        )
    }</section>"""
)

ASP_NET = page(
    f"""<form id="aspnetForm" method="post"><input type="hidden" name="__VIEWSTATE" value="{"x" * 4_000}"><table><tr><td>{MENU}</td></tr>
    <tr><td class="content"><h1><span id="ctl00_lblTitle">{TITLE}</span></h1><span id="ctl00_lblBody">{MARKED}</span></td>
    <td><ul>{LINKS}</ul></td></tr></table></form>"""
)

EMPTY_BODY = page(
    f"{MENU}<article><h1>{TITLE}</h1></article>",
    f'<meta property="og:type" content="article"><meta property="og:description" content="{FIRST}">'
    + f"<meta property='og:title' content='{TITLE}'>",
)

FRONT_PAGE = page(
    f"{MENU}<main><h2>آخر الأخبار</h2><ul>{LINKS}</ul><h2>رياضة</h2><ul>{LINKS}</ul></main>", title="أخبار اليوم"
)

NEEDS_SCRIPTS = page('<div id="app"></div><noscript>يحتاج هذا الموقع إلى جافاسكريبت</noscript>', title="أخبار اليوم")

WITH_WHOLE_TEXT = {
    "article tag": ARTICLE_TAG,
    "div soup": DIV_SOUP,
    "one body with breaks": ONE_BODY_WITH_BREAKS,
    "AMP": AMP,
    "WordPress": WORDPRESS,
    "JSON-LD only": LINKED_DATA_ONLY,
    "cookie banner": COOKIE_BANNER,
    "comments": COMMENTS,
    "ASP.NET form in a table": ASP_NET,
}
"""Pages whose article is TITLE over PARAGRAPHS, to the letter."""
