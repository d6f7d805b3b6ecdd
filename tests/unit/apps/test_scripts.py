"""A page loads the library's scripts that it needs, each with the word that lets it run."""

from apps.components.edge import nonced, without_plots

SCRIPTS = """<script type="text/javascript" src="static/js/bokeh.min.js?v=1"></script>
<script type="text/javascript" src="static/js/bokeh-gl.min.js?v=2"></script>
<script type="text/javascript" src="static/js/bokeh-tables.min.js?v=3"></script>"""


def test_the_script_for_plots_on_a_graphics_card_is_left_out_and_the_others_may_run():
    written = nonced(without_plots(SCRIPTS), "parola")

    assert "bokeh-gl" not in written
    assert written.count('<script nonce="parola"') == 2
