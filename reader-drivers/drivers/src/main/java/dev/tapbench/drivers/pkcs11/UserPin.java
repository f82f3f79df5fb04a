package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.SecretPrompt;
import dev.tapbench.ports.hsm.HsmException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where the user PIN comes from: the environment, or a question on the terminal; never a target or the command line. */
final class UserPin {
    static final String VARIABLE = "TAPBENCH_HSM_PIN";
    /** Of the tokens that Tapbench makes: no secret, since softhsm2-util takes it on its command line. */
    static final String TEST_PIN = "1234";

    private final UnaryOperator<@Nullable String> environment;
    private final Function<String, Optional<String>> prompt;

    /**
     * Looks into an environment, then asks.
     *
     * @param environment the value of a variable, or null
     * @param prompt asks a person, who is shown the text; empty where there is none to ask
     */
    UserPin(UnaryOperator<@Nullable String> environment, Function<String, Optional<String>> prompt) {
        this.environment = environment;
        this.prompt = prompt;
    }

    static UserPin ofThisProcess() {
        return new UserPin(System::getenv, SecretPrompt::ask);
    }

    /**
     * The PIN of a token that somebody else has made.
     *
     * @throws HsmException when there is none and nobody to ask
     */
    String of(Cryptoki.Token token) {
        return given().or(() -> prompt.apply("User PIN of the token '" + token.label() + "'")
                        .filter(answer -> !answer.isEmpty()))
                .orElseThrow(() -> new HsmException("there is no PIN for the token '" + token.label()
                        + "': set the environment variable " + VARIABLE + ", or start on a terminal to be asked"));
    }

    private Optional<String> given() {
        return Optional.ofNullable(environment.apply(VARIABLE)).filter(pin -> !pin.isEmpty());
    }
}
