package dev.tapbench.ports;

import java.io.Console;
import java.util.Optional;

/** Asks whoever is at the terminal of this process for a secret, which is not shown while it is typed. */
public final class SecretPrompt {
    private SecretPrompt() {}

    /**
     * Asks once, and waits as long as it takes.
     *
     * @param text what is wanted, without punctuation at its end
     * @return empty where standard input and output are no terminal, or have ended
     */
    @SuppressWarnings("SystemConsoleNull") // until Java 21 null tells that there is no terminal
    public static Optional<String> ask(String text) {
        Console console = System.console();
        char[] answer = console == null || !isTerminal(console) ? null : console.readPassword("%s: ", text);
        return answer == null ? Optional.empty() : Optional.of(String.valueOf(answer));
    }

    /** From Java 22 on there is a console without a terminal too, and a method to ask it. */
    private static boolean isTerminal(Console console) {
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new DeviceException("this Java does not say whether there is a terminal to ask for a secret", e);
        }
    }
}
