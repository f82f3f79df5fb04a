package dev.tapbench.parties.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OncePerMessageTest {
    private final AtomicInteger done = new AtomicInteger();
    private final OncePerMessage<PreparedDataRequest, Integer> once = new OncePerMessage<>();
    private final OncePerMessage<DataRequest, Integer> requests = new OncePerMessage<>();

    @Test
    void aRepeatIsAnsweredTheSameAndDoneOnce() {
        int first = once.answer(new PreparedDataRequest("s", 1), m -> done.incrementAndGet());
        int repeat = once.answer(new PreparedDataRequest("s", 1), m -> done.incrementAndGet());

        assertThat(repeat).isEqualTo(first);
        assertThat(done).hasValue(1);
    }

    @Test
    void anotherNumberOrSessionIsDoneAnew() {
        once.answer(new PreparedDataRequest("s", 1), m -> done.incrementAndGet());
        once.answer(new PreparedDataRequest("s", 2), m -> done.incrementAndGet());
        once.answer(new PreparedDataRequest("t", 1), m -> done.incrementAndGet());

        assertThat(done).hasValue(3);
    }

    @Test
    void otherContentUnderAnOldNumberIsRefused() {
        requests.answer(new DataRequest("s", 1, "prepaid", 2000, 978), m -> done.incrementAndGet());

        assertThatThrownBy(() ->
                        requests.answer(new DataRequest("s", 1, "prepaid", 9000, 978), m -> done.incrementAndGet()))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("message 1 of session s");
        assertThat(done).hasValue(1);
    }

    @Test
    void workThatFailedIsTriedAgain() {
        assertThatThrownBy(() -> once.answer(new PreparedDataRequest("s", 1), m -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(once.answer(new PreparedDataRequest("s", 1), m -> done.incrementAndGet()))
                .isEqualTo(1);
    }
}
