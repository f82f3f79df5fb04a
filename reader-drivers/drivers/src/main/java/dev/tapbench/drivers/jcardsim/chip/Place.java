package dev.tapbench.drivers.jcardsim.chip;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** A place in an applet's source that writes: for people, and to put a field back. */
public final class Place implements Copied {
    private final String className;
    private final String method;
    private final int line;
    private final @Nullable String fieldOwner;
    private final @Nullable String fieldName;
    private @Nullable Field field;

    /**
     * @param line line of the source file, 0 where the class file has none
     * @param fieldOwner binary name of the class that the instruction names, null where no field is written
     */
    public Place(String className, String method, int line, @Nullable String fieldOwner, @Nullable String fieldName) {
        this.className = className;
        this.method = method;
        this.line = line;
        this.fieldOwner = fieldOwner;
        this.fieldName = fieldName;
    }

    /** {@code Load.accept(Load.java:117)}, as a stack trace has it. */
    @Override
    public String toString() {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        int inner = simple.indexOf('$');
        String file = inner < 0 ? simple : simple.substring(0, inner);
        return simple + "." + method + "(" + file + ".java" + (line == 0 ? "" : ":" + line) + ")";
    }

    /** The field that is written here, found from an object that has it. */
    Field field(Object owner) {
        Field known = field;
        if (known == null) {
            known = find(owner.getClass());
            known.setAccessible(true);
            field = known;
        }
        return known;
    }

    private Field find(Class<?> ownersClass) {
        Class<?> at = ownersClass;
        while (at != null && !at.getName().equals(fieldOwner)) {
            at = at.getSuperclass();
        }
        // Java finds a field in the named class or in one above it (JVMS 5.4.3.2).
        for (; at != null; at = at.getSuperclass()) {
            for (Field candidate : at.getDeclaredFields()) {
                if (candidate.getName().equals(fieldName)) {
                    return candidate;
                }
            }
        }
        throw new IllegalStateException(
                this + " writes " + fieldOwner + "." + fieldName + ", and there is no such field");
    }

    /** A place belongs to the classes, not to a card. */
    @Override
    public Object shallowCopy() {
        return this;
    }

    @Override
    public void replaceReferences(CardCopy copies) {
        // Nothing of a card is in here.
    }
}
