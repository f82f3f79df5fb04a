package dev.tapbench.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Takes results, so that no compiler finds that nobody needs them and leaves the work out. Released, not volatile: every write
 * happens, and none waits until those before it have reached memory, which would charge a side for what it has just made.
 */
final class Sink {
    private static final VarHandle LAST;

    static {
        try {
            LAST = MethodHandles.lookup().findVarHandle(Sink.class, "last", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // written through the handle
    private @Nullable Object last;

    void take(Object result) {
        LAST.setRelease(this, result);
    }
}
