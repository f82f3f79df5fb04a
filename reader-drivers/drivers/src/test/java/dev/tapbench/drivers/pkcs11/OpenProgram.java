package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmException;

/** Opens each target that it is given and says how it went; lines are numbered from 1. */
final class OpenProgram {
    private OpenProgram() {}

    public static void main(String[] arguments) {
        int number = 0;
        for (String target : arguments) {
            number++;
            try (Hsm hsm = new Pkcs11HsmDriver().open(Target.parse(target))) {
                System.out.println(number + ": opened, random " + hsm.random(8).length());
            } catch (HsmException e) {
                System.out.println(number + ": " + e.getMessage());
            }
        }
    }
}
