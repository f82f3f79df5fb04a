package dev.tapbench.cli;

import dev.tapbench.campaign.ChangedClasses;
import dev.tapbench.ports.card.ClassSource;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Optional;

/** This program in this process once more, apart from itself and with some of its classes changed: how a faulty party runs. */
final class ChangedProgram {
    private final ChangedClasses loader;

    /** @param changed the class files that differ; a source that knows none gives the sound program, apart from this one */
    ChangedProgram(ClassSource changed) {
        loader = new ChangedClasses(changed, ChangedProgram.class.getClassLoader());
    }

    /**
     * Runs one command and returns its exit status. Drivers, sentences and the card's classes are found through the thread's
     * class loader, so that they are those of the changed program.
     *
     * @param carried the fault that the changed classes make; empty for none
     */
    int run(Environment environment, Optional<String> carried, String... args) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Object across = across(environment.carrying(carried));
            Method run =
                    loader.loadClass(Main.class.getName()).getDeclaredMethod("run", across.getClass(), String[].class);
            run.setAccessible(true);
            return (int) run.invoke(null, across, args);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException("the changed program ended with " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the changed program does not load: " + e, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The same environment as the changed program knows it: each of its components is a type of the platform. */
    private Object across(Environment environment) throws ReflectiveOperationException {
        RecordComponent[] components = Environment.class.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = components[i].getAccessor().invoke(environment);
        }
        Constructor<?> constructor =
                loader.loadClass(Environment.class.getName()).getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }
}
