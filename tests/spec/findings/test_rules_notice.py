"""Each rule notices what it is for, and leaves alone what only looks like it."""

import pytest

STAR = """
lia caregiver ada
pra:pia segue ada
pra:zoe segue ada
com:parrocchia volontariato ada
rosa vicinato ada
lia si_coordina pra:pia
lia si_coordina pra:zoe
lia si_coordina com:parrocchia
lia vicinato rosa
"""
TWINS = """
party svc:a service_kind=sad
party svc:b service_kind=sad
ada in_carico svc:a
"""
TWO_SERVICES = """
party svc:adi sector=sanita service_kind=adi
party svc:sad sector=sociale service_kind=sad
ada in_carico svc:adi
ada in_carico svc:sad
"""
TEAM = """
party pra:pia sector=sanita
party pra:ugo sector=sanita
party pra:zoe sector=sociale
pra:pia segue ada
pra:ugo segue ada
role case_manager pra:pia
"""
THREE_SERVICES = """
ada in_carico svc:adi
ada in_carico svc:sad
ada in_carico svc:csm
"""
GUARDED = """
ivo amministratore_sostegno ada
ada in_carico svc:sad
pra:zoe lavora_presso svc:sad
"""
REFUGE = """
ada in_carico svc:rifugio hidden=yes
ugo ex_coniuge ada conflict=yes
"""
FED = """
party svc:mensa offers=pasti
need pasti
lia amicizia ada
"""

FAULTS_AND_DECOYS = {
    "only_link": (
        STAR,
        STAR + "pra:pia si_coordina pra:zoe\npra:zoe si_coordina com:parrocchia\nrosa si_coordina pra:pia",
    ),
    "carer_beyond_hours": (
        "lia caregiver ada hours_per_week=21 hours_available=20",
        "lia caregiver ada hours_per_week=20 hours_available=20",
    ),
    "carer_old": (
        "party lia born_on=1950-10-31\nlia caregiver ada",
        "party lia born_on=1950-11-01\nlia caregiver ada",
    ),
    "carer_strained": ("lia caregiver ada strain=2", "lia caregiver ada strain=1"),
    "carer_alone": (
        "lia caregiver_principale ada hours_per_week=20",
        "lia caregiver_principale ada hours_per_week=20\nivo caregiver ada",
    ),
    "carer_in_conflict": (
        "lia caregiver_principale ada\nlia genitore ada conflict=yes",
        "lia caregiver_principale ada\nivo fratello ada conflict=yes",
    ),
    "no_gp": ("need terapia\nlia amicizia ada", "need terapia\npra:pia medico_base ada"),
    "no_health_or_social": (TEAM, TEAM + "pra:zoe segue ada"),
    "no_case_manager": (THREE_SERVICES, THREE_SERVICES + "pra:zoe case_manager ada"),
    "two_case_managers": (
        "pra:zoe case_manager ada\nrole case_manager pra:pia",
        "pra:zoe case_manager ada\nrole case_manager pra:zoe",
    ),
    "services_unlinked": (TWO_SERVICES, TWO_SERVICES + "svc:adi protocollo svc:sad"),
    "duplicate_service": (TWINS + "ada in_carico svc:b", TWINS + "ada in_attesa svc:b"),
    "service_without_owner": (
        "ada in_carico svc:sad",
        "ada in_carico svc:sad\nsvc:sad gestito_da ist:comune",
    ),
    "service_unchecked": (
        "party svc:sad checked_on=2024-10-30\nada in_carico svc:sad",
        "party svc:sad checked_on=2024-10-31\nada in_carico svc:sad",
    ),
    "need_without_service": (FED, FED + "ada in_carico svc:mensa"),
    "service_without_need": (
        FED.replace("need pasti", "need pasti ended") + "ada in_carico svc:mensa",
        FED + "ada in_carico svc:mensa",
    ),
    "referral_unanswered": ("ada segnalato svc:sad 2026-09-30", "ada segnalato svc:sad 2026-10-01"),
    "waiting_long": ("ada in_attesa svc:sad 2026-05-03", "ada in_attesa svc:sad 2026-05-04"),
    "discharge_without_contact": (
        "contact 2026-10-24 dimissione svc:osp\nlia amicizia ada",
        "contact 2026-10-24 dimissione svc:osp\ncontact 2026-10-26 telefonata pra:pia\nlia amicizia ada",
    ),
    "unconfirmed_long": (
        "ada in_carico svc:sad 2024-10-30",
        "ada in_carico svc:sad 2015-01-01 confirmed_on=2026-01-01",
    ),
    "isolated": (
        "ada in_carico svc:sad\nrosa vicinato ada frequency=mensile",
        "ada in_carico svc:sad\nrosa vicinato ada frequency=settimanale",
    ),
    "ads_unknown": (GUARDED, GUARDED + "ivo si_coordina pra:zoe"),
    "minor_without_responsibility": (
        "party ada born_on=2008-11-01\nlia genitore ada",
        "party ada born_on=2008-10-31\nlia genitore ada",
    ),
    "hidden_at_risk": (REFUGE + "ugo partecipa svc:rifugio", REFUGE + "ugo partecipa com:circolo"),
}


@pytest.mark.parametrize("rule", FAULTS_AND_DECOYS)
def test_a_rule_notices_its_fault_and_not_its_decoy(noticed, rule):
    fault, decoy = FAULTS_AND_DECOYS[rule]

    assert len(noticed(fault, rule)) == 1
    assert noticed(decoy, rule) == []


def test_a_tie_that_somebody_stated_last_year_counts_as_spoken_of(noticed):
    """The page on which ties are gone through counts the same days."""
    assert noticed("ada in_carico svc:sad 2015-01-01 stated_on=2025-10-31", "unconfirmed_long") == []


def test_the_only_link_is_named_with_whom_she_holds(noticed):
    (finding,) = noticed(STAR, "only_link")

    assert finding.sentence == (
        "Lia è il solo legame con 4 dei 5 aiuti di Ada: se manca, restano senza contatti fra loro."
    )
    assert [one.id for one in finding.evidence if one.id.startswith("tie:")] == [
        "tie:6",
        "tie:7",
        "tie:8",
        "tie:9",
    ]


def test_services_whose_people_talk_are_linked(noticed):
    talk = "pra:pia lavora_presso svc:adi\npra:zoe lavora_presso svc:sad\npra:pia si_coordina pra:zoe"

    assert noticed(TWO_SERVICES + talk, "services_unlinked") == []


def test_a_carer_whose_hours_nobody_counted_is_not_beyond_them(noticed):
    assert noticed("lia caregiver ada hours_per_week=60", "carer_beyond_hours") == []


def test_a_paid_assistant_is_no_unpaid_carer(noticed):
    assert noticed("olga assistente_familiare ada strain=3", "carer_strained") == []


def test_a_general_practitioner_counts_as_the_side_of_health(noticed):
    social = "party pra:zoe sector=sociale\nparty pra:eva sector=sociale\nparty pra:pia sector=sanita\n"
    team = social + "pra:zoe case_manager ada\npra:eva segue ada\n"

    assert len(noticed(team, "no_health_or_social")) == 1
    assert noticed(team + "pra:pia medico_base ada", "no_health_or_social") == []


def test_a_carer_meets_a_need_with_her_support(noticed):
    assert noticed(FED + "lia caregiver ada support=domestico", "need_without_service") == []


def test_a_discharge_whose_days_still_run_is_not_noticed_yet(noticed):
    assert (
        noticed("contact 2026-10-25 dimissione svc:osp\nlia amicizia ada", "discharge_without_contact") == []
    )


def test_nothing_is_noticed_on_who_has_died(noticed):
    assert noticed("party ada died_on=2026-10-01\nlia caregiver ada strain=3") == []


def test_nothing_is_noticed_on_who_has_no_ties(noticed):
    assert noticed("need pasti") == []


def test_an_empty_network_is_isolation_only_if_somebody_has_gone_through_it(noticed):
    assert noticed("ada in_carico svc:sad", "isolated") == []
    (finding,) = noticed("ada in_carico svc:sad 2024-01-01 confirmed_on=2026-01-01", "isolated")

    assert finding.sentence == (
        "Intorno ad Ada, fra familiari, vicini e gruppi: nessuno, e nessun contatto settimanale."
    )


def test_a_finding_explains_itself(noticed):
    (finding,) = noticed("lia caregiver ada 2025-03-01 strain=3", "carer_strained")

    assert finding.explanation == (
        "Regola «Chi cura sente la fatica». Dati: Lia dà una mano ad Ada, dal 01/03/2025. "
        "Soglia: 2 su 3 (soglia locale)."
    )
    assert finding.as_json()["norm"] == "urn:nir:stato:legge:2000-11-08;328~art16-com3"


def test_a_fingerprint_changes_with_the_data_and_not_with_the_day(noticed):
    def print_of(text):
        return noticed(text, "carer_strained")[0].fingerprint

    assert print_of("lia caregiver ada strain=2") == print_of("lia caregiver ada strain=2 frequency=mensile")
    assert print_of("lia caregiver ada strain=2") != print_of("lia caregiver ada strain=3")
