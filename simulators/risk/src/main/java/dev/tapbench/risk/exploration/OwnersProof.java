package dev.tapbench.risk.exploration;

import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.RiskProfile;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How somebody proves at a phone to be its owner. What can be seen and done again comes first, since a thief can do no other. */
public final class OwnersProof {
    private static final Set<CvmMethod> SEEN =
            EnumSet.of(CvmMethod.PASSCODE, CvmMethod.PATTERN, CvmMethod.ENCIPHERED_PIN, CvmMethod.PLAIN_PIN);

    private OwnersProof() {}

    /** The method of a phone of this profile; the passcode where it has none, which then is refused. */
    public static CvmMethod of(RiskProfile profile) {
        List<CvmMethod> methods = profile.methods();
        return methods.stream()
                .filter(SEEN::contains)
                .findFirst()
                .orElse(methods.isEmpty() ? CvmMethod.PASSCODE : methods.get(0));
    }

    /** Whether somebody can prove it by what can be seen: a passcode, a pattern or a PIN, and no finger or face. */
    static boolean canBeSeen(RiskProfile profile) {
        return profile.methods().stream().anyMatch(SEEN::contains);
    }
}
