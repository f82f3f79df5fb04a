package dev.tapbench.risk.spark;

/** What this process was given is wrong; the message is one line that says what, where and what was expected. */
final class WrongInput extends IllegalArgumentException {
    WrongInput(String message) {
        super(message.replaceAll("\\s*[\\r\\n]+\\s*", " "));
    }
}
