"""Organisations: listed ones, a head and what belongs to its name, quoted names, short forms."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "مرتبطة ب⟦ORG|الحرس الثوري الإيراني⟧ وتقاتل",
        "المتحدث باسم ⟦ORG|التحالف الدولي⟧ الذي تقوده",
        "قلق استثنائي ل⟦ORG|لتحالف الدولي⟧ لأن الأجهزة",
        "بينها ⟦ORG|كتائب حزب الله العراقي⟧ التي هددت",
        "قتل قائد ⟦ORG|فيلق القدس الإيراني⟧ والمشرف",
        "ضد ⟦ORG|تنظيم داعش⟧ في المنطقة",
    ],
)
def test_a_listed_body_is_marked_in_its_longest_form(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "وأعلنت ⟦ORG|وزارة الدفاع العراقية⟧ العثور على منصة",
        "الصادر عن ⟦ORG|هيئة الأوراق المالية والسلع⟧ خلال جلسة",
        "عمد ⟦ORG|الجيش الأميركي⟧ إلى تركيبها",
        "ل⟦ORG|لقوات الأميركية⟧ في المنطقة",
        "أعدها ⟦ORG|المرصد التونسي للاقتصاد⟧، تضمنت",
        "ينظم ⟦ORG|المركز الوطني للسينما والصورة⟧ دورة",
    ],
)
def test_a_head_takes_the_words_that_belong_to_the_name(reads, text):
    reads(text)


def test_an_adjective_of_the_other_gender_belongs_to_somebody_else(reads):
    reads("المتحدث باسم ⟦ORG|وزارة الداخلية⟧ الألماني قال ذلك")


@pytest.mark.parametrize(
    "text",
    [
        "قرر المجلس ذلك",
        "القوات الأمنية فتحت تحقيقا",
        "قوات الأمن ضبطت سيارة",
        "امتثالا لقرار البرلمان القاضي بإنهاء الوجود",
        "جنودا أميركيين في المنطقة",
        "شكلت لجنة تحقيق في الحادث",
    ],
)
def test_generic_bodies_stay_unmarked(reads, text):
    reads(text)


def test_of_a_quoted_name_only_the_inside_is_marked(reads):
    reads('ذكرته صحيفة "⟦ORG|هآرتس⟧" الإسرائيلية')
    reads('قال زعيم "⟦ORG|الديمقراطية الجديدة⟧" ذلك')


def test_a_short_form_is_marked_after_the_whole_name_only(reads):
    reads("ميليشيات ⟦ORG|الحشد الشعبي⟧ إلى جانب رئيس أركان ⟦ORG|الحشد⟧")
    reads("وسط الحشد الكبير من الناس")


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت ⟦ORG|هيئة الشارقة للكتاب⟧ ذلك",
        "تضامنها مع ⟦ORG|وزارة الشؤون الخارجية⟧ في المنطقة",
        "وافق ⟦ORG|اتحاد الناشرين العرب⟧ على ذلك",
        "أعلنت ⟦ORG|وزارة الصحة ووقاية المجتمع⟧ ذلك",
        "خسر ⟦ORG|نادي مانشستر سيتي⟧ المباراة",
        "كلفت ⟦ORG|جامعة ولاية أريزونا⟧ خبراء بذلك",
    ],
)
def test_a_purpose_an_affair_members_and_a_listed_name_belong_to_the_body(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "فاز ⟦ORG|المنتخب الإيطالي⟧ للمرة الأولى بالبطولة",
        "قرر مجلس الإدارة ذلك",
        "شهدت حركة النقل الجوي تراجعا",
        "توجه ممثل ⟦ORG|وزارة الصحة⟧ إلى المنطقة",
    ],
)
def test_what_follows_a_body_by_chance_stays_outside(reads, text):
    reads(text)


def test_of_a_team_only_the_name_is_marked(reads):
    reads("فاز فريق ⟦ORG|ناشونالز⟧ بالمباراة")
    reads("يعمل فريق طبي في المنطقة")


@pytest.mark.parametrize(
    "text",
    [
        "عبر خطوط ⟦ORG|الشركة الوطنية للسكك الحديدية التونسية⟧ أو بالشاحنات",
        "مكتب ⟦ORG|الرابطة الوطنية لكرة القدم المحترفة⟧ في العاصمة",
        "نظم ⟦ORG|الاتحاد العام لنقابات أصحاب المعاشات⟧ وقفة",
        "مقر ⟦ORG|حزب التجمع التقدمي الوحدوي⟧ بوسط المدينة",
        "تطلب ⟦ORG|وزارة الشؤون الثقافية⟧ التخلي عن الحقوق",
        "أستاذ في جامعة (⟦ORG|ساينسز-بو⟧) منذ زمن",
        "سهم «⟦ORG|مصرف السلام - البحرين⟧» تراجع",
        "عن ⟦ORG|دار الساقي للطباعة والنشر⟧ كتاب جديد",
        "أعلنت ⟦ORG|شركة كاسبرسكي لاب⟧ ذلك",
        "ذكرت ⟦ORG|وكالة الأنباء الكوبية⟧ ذلك",
    ],
)
def test_the_name_goes_on_as_far_as_the_body_is_called(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت الشركة الأمريكية ذلك",
        "في دار أبيه للنظر في الأمر",
        "ذكرت وكالة الأنباء الرسمية ذلك",
        "على شبكة طرق حديثة",
    ],
)
def test_a_company_a_house_and_a_network_without_a_name_stay_unmarked(reads, text):
    reads(text)


def test_the_movement_and_the_council_are_marked_where_the_article_knows_one_of_them(reads):
    reads("أعلن ⟦ORG|مجلس الأمن⟧ ذلك ثم قرر ⟦ORG|المجلس⟧ أمرا آخر")
    reads("أعلن ⟦ORG|مجلس الأمن⟧ و⟦ORG|مجلس النواب⟧ ذلك ثم قرر المجلس أمرا آخر")
    reads("قالت ⟦ORG|حركة النهضة⟧ ذلك ثم عادت ⟦ORG|الحركة⟧ إلى موقفها")
    reads("تعطلت الحركة في المدينة")


def test_another_name_of_the_list_is_marked_once_the_article_has_the_whole(reads):
    reads("انتقد ⟦ORG|حزب نداء تونس⟧ ثم عاد إلى كتلة ⟦ORG|النداء⟧ في المساءلة")
    reads("وجه النداء إلى الجميع")


@pytest.mark.parametrize(
    "text",
    [
        "بيان ⟦ORG|وزارة الشؤون الخارجية⟧ وشدد بيان ⟦ORG|الخارجية⟧ على السياسة الخارجية",
        "نظمت ⟦ORG|كلية المعلومات والإعلام والعلوم الإنسانية⟧ أمسية",
        "اتهمته ⟦ORG|وكالة استخبارات الدفاع⟧ بذلك",
    ],
)
def test_a_ministry_named_again_a_college_and_a_service_are_marked(reads, text):
    reads(text)


def test_a_minister_and_a_policy_are_no_ministry(reads):
    reads("قالت ⟦ORG|وزارة الخارجية⟧ إن وزير الخارجية عاد")
    reads("شدد بيان الخارجية على ذلك")


@pytest.mark.parametrize(
    "text",
    [
        "طلاب ⟦ORG|جامعة أوكسفورد⟧ بكون اللاعب ينفق أكثر",
        "أخلت ⟦ORG|قوات الأمن الفرنسية⟧ المكان",
        "مدير ⟦ORG|الشركة الوطنية لاستغلال وتوزيع المياه⟧ في الوسط",
        "بلاغ ل⟦ORG|رئاسة الجمهورية⟧ في المساء",
        "أخلت قوات الأمن المكان",
        "لجنة مخصصة برئاسة مساعده الفني في العاصمة",
    ],
)
def test_bodies_end_before_prepositions_and_chairmen(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "مبادرة قام بها ⟦ORG|مسرح الشارقة الوطني⟧ في الموسم",
        "شهد المسرح الإماراتي تجارب كثيرة",
        "أعلن ⟦ORG|المسرح الوطني الجزائري⟧ ذلك",
        "عرضت على خشبة ⟦LOC|مسرح إفريقيا⟧ في الموسم",
        "قرض من ⟦ORG|الصندوق العربي للإنماء الاقتصادي والاجتماعي⟧ في المنطقة",
        "تصنيع ⟦ORG|مؤسسة الطائرات التجارية الصينية المحدودة⟧ في المنطقة",
    ],
)
def test_a_theatre_a_fund_and_a_limited_company_go_to_their_end(reads, text):
    reads(text)


def test_the_police_station_of_a_town_is_one_body(reads):
    reads("تقدم بشكاية ضد رئيس ⟦ORG|مركز شرطة بوسالم⟧ وعون أمن")


def test_the_observatory_is_the_one_that_the_article_has_named(reads):
    reads("أفاد ⟦ORG|المرصد السوري لحقوق الإنسان⟧ بالقصف. وقال مدير ⟦ORG|المرصد⟧ إن القصف مستمر")
    reads("قال مدير المرصد إن القصف مستمر")


def test_parties_in_quotes_are_each_one_behind_their_plural(reads):
    reads('يضم أحزاب "⟦ORG|الوعي⟧" و"⟦ORG|المحافظين⟧" و"⟦ORG|مصر الحديثة⟧" معا')
    reads('قال "الوعي" و"الأمل" معا')


def test_a_car_is_named_after_its_maker_and_no_maker(reads):
    reads("اصطدمت سيارة تويوتا بجدار")
    reads("أعلنت ⟦ORG|تويوتا⟧ أرباحها")


def test_the_red_crescent_keeps_its_nation(reads):
    reads("قال متحدث باسم ⟦ORG|هيئة الهلال الأحمر السعودي⟧ إن الفرق وصلت")


def test_a_court_is_one_body_with_its_town_and_none_without(reads):
    reads("أذن وكيل الجمهورية ب⟦ORG|المحكمة الابتدائية بجندوبة⟧ بفتح بحث")
    reads("قضت المحكمة الابتدائية برفض الطلب")


@pytest.mark.parametrize(
    "text",
    [
        "قالت ⟦ORG|حكومة المملكة المتحدة⟧ إنها ستدرس الطلب",
        "فاز ⟦ORG|منتخب هولندا⟧ على ⟦ORG|منتخب جامايكا⟧ بهدفين",
        "تواصلت مع ⟦ORG|سفارة السويد⟧ في المدينة",
        "حذرت ⟦ORG|السفارة الأمريكية⟧ رعاياها من السفر",
        "ارتفع مؤشر ⟦ORG|سوق دبي⟧ مع زيادة تداولات الأسهم",
        "أجلت ⟦ORG|بورصة قطر⟧ التداول",
        "أنقذ ⟦ORG|خفر السواحل الليبي⟧ مهاجرين",
        "افتتح المعرض في ⟦ORG|مركز دبي المالي العالمي⟧ أخيرا",
    ],
)
def test_a_place_completes_the_heads_of_its_bodies(reads, text):
    reads(text)


def test_the_market_of_a_town_is_an_exchange_only_where_shares_are_traded(reads):
    reads("اشترى الخضر من سوق ⟦LOC|دبي⟧ القديم")


def test_the_white_house_is_a_body_where_it_acts_and_a_place_inside(reads):
    reads("أعلن ⟦ORG|البيت الأبيض⟧ أن الوفد وصل إلى ⟦LOC|البيت الأبيض⟧.")


def test_a_head_takes_a_name_in_latin_letters(reads):
    reads("عرضت ⟦ORG|قناة France 3⟧ البرنامج ونقله ⟦ORG|موقع LiverpoolFC.com⟧.")


def test_the_nation_behind_the_club_of_a_town_is_no_part_of_it(reads):
    reads("يستضيف ⟦ORG|نادي موناكو⟧ الفرنسي منافسه")


def test_the_nation_behind_a_minister_is_the_ministers(reads):
    reads("قالت وزيرة الخارجية الأسترالية إنها عائدة")
    reads("نفت ⟦ORG|الخارجية الأسترالية⟧ الخبر")


def test_a_continent_in_a_match_is_no_club(reads):
    reads("فاز فريق ⟦LOC|أوروبا⟧ في المباراة الأخيرة من البطولة وسجل اللاعب هدفا في الملعب")


def test_floods_are_not_seoul(reads):
    reads("تحذيرات من سيول جارفة وأمطار غزيرة")
    reads("التقى الوفدان من ⟦LOC|كوريا الشمالية⟧ في ⟦LOC|سيول⟧ أخيرا")


def test_a_body_is_named_after_somebody_with_his_title(reads):
    reads("أوشك ⟦ORG|مركز الملك فهد الثقافي⟧ على الانتهاء من العمل")
    reads("زار الوفد مكتب الأمير ⟦PER|خالد⟧.")


def test_press_behind_a_place_makes_it_an_agency(reads):
    reads("ذكرت ⟦ORG|إيران برس⟧ أن الوفد عاد")


def test_letters_are_spelled_with_dots_too(reads):
    reads("باعت ⟦ORG|بي.إم.دبليو⟧ المصنع")


def test_the_enthusiasm_of_a_crowd_is_no_movement(reads):
    reads("ألهبت الأهداف حماس الجماهير في المدرجات")


def test_a_ministry_of_now_is_no_longer_name(reads):
    reads("قالت ⟦ORG|وزارة الدفاع⟧ الحالية إنها عائدة")


def test_an_agency_signs_behind_its_town(reads):
    reads("⟦LOC|دمشق⟧-⟦ORG|سانا⟧\n\nطالب المزارعون بدعم")
