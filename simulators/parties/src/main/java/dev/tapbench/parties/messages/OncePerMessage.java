package dev.tapbench.parties.messages;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Answers a message once. A repeat gets the first answer and nothing is done again; other content under an old number is
 * refused. One instance serves one kind of message of one sender.
 */
public final class OncePerMessage<M extends SessionMessage, A> {
    private final Map<Key, Answered<M, A>> answers = new HashMap<>();

    private record Key(String session, int number) {}

    private record Answered<M, A>(M message, A answer) {}

    /**
     * The answer to {@code message}, from {@code work} the first time. When the work throws, nothing is kept.
     *
     * @throws MessageException when another message came under this session and number before
     */
    public synchronized A answer(M message, Function<? super M, ? extends A> work) {
        Key key = new Key(message.session(), message.number());
        Answered<M, A> earlier = answers.get(key);
        if (earlier == null) {
            A answer = work.apply(message);
            answers.put(key, new Answered<>(message, answer));
            return answer;
        }
        if (!earlier.message().equals(message)) {
            throw new MessageException("message " + message.number() + " of session " + message.session()
                    + " came again with other content: a repeat must be the same message");
        }
        return earlier.answer();
    }
}
