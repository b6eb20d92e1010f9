#include "ui/notices_view.h"

#include "ui/view_screen.h"

using namespace byok;
using namespace byok::ui;

namespace {

struct NoDraft {};

app::State state_with(std::vector<app::Notice> notices) {
    app::State state = test::ready_state();
    state.notices = std::move(notices);
    return state;
}

void view(const app::State& state, NoDraft&, app::Actions& actions, Ui& ui) {
    notices_view(state, {}, actions, ui);
}

}  // namespace

TEST_SUITE("ui/notices_view") {
    TEST_CASE("a success waits its turn, a failure interrupts, both can be dismissed") {
        ViewScreen<NoDraft> screen(view, state_with({{1, app::NoticeKind::Success, "It was saved."},
                                                     {2, app::NoticeKind::Failure, "It was not saved."}}));
        CHECK(screen.screen.shows(Role::Status, "It was saved."));
        CHECK(screen.screen.shows(Role::Alert, "It was not saved."));
        screen.screen.click(screen.screen.all(Role::Button).back());
        CHECK(screen.asked<app::DismissNotice>().id == 2);
    }

    TEST_CASE("notices stack up at the bottom right, whatever their length, within the window") {
        const std::string words =
            "A provider key with a rather long name and more words than fit on one line was saved.";
        for (const float width : {1100.0f, 320.0f}) {
            CAPTURE(width);
            const ViewScreen<NoDraft> screen(
                view, state_with({{1, app::NoticeKind::Success, words}, {2, app::NoticeKind::Success, "Short."}}),
                {.width = width, .height = 600, .scale = 1.5f});
            const Node first = screen.screen.find(Role::Status, words),
                       last = screen.screen.find(Role::Status, "Short.");
            CHECK(first.rect.bottom() <= last.rect.y);
            CHECK(last.rect.bottom() < 600);
            CHECK(last.rect.right() < width);
            CHECK(first.rect.x >= 0);
            CHECK(first.rect.height > last.rect.height);
        }
    }

    TEST_CASE("with nothing to say nothing is drawn") {
        const ViewScreen<NoDraft> screen(view, state_with({}));
        CHECK(screen.screen.tree().nodes.empty());
    }
}
