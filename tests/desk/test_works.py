"""Acts one after another, and the page of one that takes its time."""

from threading import Event

from starrating.desk.frame import work_page
from starrating.desk.view import Note, Page
from starrating.desk.works import Works
from starrating.errors import ProcedureError
from starrating.i18n import text


def test_what_takes_long_shows_that_it_goes_on_and_the_next_waits_for_it():
    works, free, order = Works(), Event(), []

    def first():
        free.wait(30)
        order.append("first")
        return (Note("done"),)

    def second():
        order.append("second")
        raise ProcedureError.because("no", text("It must not be empty."))

    keys = [works.begin(text("Rate"), run, lambda: Page("period", "period")) for run in (first, second)]
    going = work_page(works.get(keys[0]))
    assert going.refresh > 0
    assert [key for key, _ in works.running] == keys
    free.set()
    assert works.get(keys[1]).wait(30)
    works.end()
    assert order == ["first", "second"]
    done = work_page(works.get(keys[0]))
    assert done.refresh == 0
    assert (done.title, done.sections[0].parts) == ("period", (Note("done"),))


def test_a_refusal_stands_on_the_page_where_the_act_was_begun():
    works = Works()

    def refuse():
        raise ProcedureError.because("no", text("It must not be empty."), text("Type the value again."))

    key = works.begin(text("Rate"), refuse, lambda: Page("period", "period"))
    page = work_page(works.get(key))
    works.end()
    ((kind,),) = [part.kinds for part in page.sections[0].parts]
    assert kind.rows == (("", text("It must not be empty."), text("Type the value again.")),)


def test_an_unforeseen_error_is_said_and_the_desk_goes_on(capsys):
    works = Works()
    pages = [
        work_page(works.get(works.begin(text("Rate"), run, lambda: Page("period", "period"))))
        for run in (lambda: 1 / 0, lambda: (Note("done"),))
    ]
    works.end()
    assert pages[0].sections[0].parts[0].look == "error"
    assert pages[1].sections[0].parts == (Note("done"),)
    assert "ZeroDivisionError" in capsys.readouterr().err
