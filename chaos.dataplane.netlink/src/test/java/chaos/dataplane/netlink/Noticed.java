package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.PlaneNotice;
import chaos.api.dataplane.PlaneNotice.Kind;
import chaos.api.dataplane.PlaneWatcher;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a plane noticed, in its order. */
final class Noticed implements PlaneWatcher {

    private final BlockingQueue<PlaneNotice> notices = new LinkedBlockingQueue<>();

    @Override
    public void noticed(PlaneNotice notice) {
        notices.add(notice);
    }

    /** The next notice of this kind whose text has this in it; others may come before. */
    PlaneNotice await(Kind kind, String text) throws InterruptedException {
        var others = new ArrayList<PlaneNotice>();
        while (true) {
            var notice = notices.poll(10, TimeUnit.SECONDS);
            assertTrue(notice != null, "never told of " + kind + " " + text + ", only of " + others);
            if (notice.kind() == kind && notice.detail().contains(text)) {
                return notice;
            }
            others.add(notice);
        }
    }

    /** Forgets what was noticed. */
    void clear() {
        notices.clear();
    }
}
