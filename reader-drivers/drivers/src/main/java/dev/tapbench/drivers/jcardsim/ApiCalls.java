package dev.tapbench.drivers.jcardsim;

import dev.tapbench.drivers.jcardsim.chip.CryptoCalls;
import dev.tapbench.drivers.jcardsim.chip.ForStatic;
import dev.tapbench.drivers.jcardsim.chip.KeyCalls;
import dev.tapbench.drivers.jcardsim.chip.PinCalls;
import dev.tapbench.drivers.jcardsim.chip.SystemCalls;
import dev.tapbench.drivers.jcardsim.chip.UtilCalls;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Type;

/** Which calls of the Java Card API go through a method of the chip. */
final class ApiCalls {
    private static final List<Class<?>> CLASSES =
            List.of(UtilCalls.class, SystemCalls.class, CryptoCalls.class, KeyCalls.class, PinCalls.class);

    /** A method of the chip, and the class of the API that it stands for. */
    record Replacement(String owner, String name, String descriptor, Class<?> standsFor, boolean isStatic) {}

    private static final Map<String, List<Replacement>> BY_SIGNATURE = collect();

    private ApiCalls() {}

    private static Map<String, List<Replacement>> collect() {
        Map<String, List<Replacement>> all = new HashMap<>();
        for (Class<?> type : CLASSES) {
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isStatic(method.getModifiers()) && Modifier.isPublic(method.getModifiers())) {
                    add(all, type, method);
                }
            }
        }
        return all;
    }

    private static void add(Map<String, List<Replacement>> all, Class<?> type, Method method) {
        ForStatic marked = method.getAnnotation(ForStatic.class);
        boolean isStatic = marked != null;
        Class<?> standsFor = marked != null ? marked.value() : method.getParameterTypes()[0];
        Type[] parameters = Type.getArgumentTypes(method);
        Type[] ofTheApi = Arrays.copyOfRange(parameters, isStatic ? 0 : 1, parameters.length - 1);
        String signature = method.getName() + Type.getMethodDescriptor(Type.getReturnType(method), ofTheApi);
        Replacement replacement = new Replacement(
                Type.getInternalName(type), method.getName(), Type.getMethodDescriptor(method), standsFor, isStatic);
        all.computeIfAbsent(signature, s -> new ArrayList<>()).add(replacement);
    }

    /** What is called in place of this method, if anything is. */
    static Optional<Replacement> of(String owner, String name, String descriptor, boolean isStatic) {
        List<Replacement> candidates = BY_SIGNATURE.get(name + descriptor);
        if (candidates == null || !owner.startsWith("javacard")) {
            return Optional.empty();
        }
        Class<?> type = apiClass(owner);
        return candidates.stream()
                .filter(c -> c.isStatic() == isStatic
                        && (isStatic ? c.standsFor() == type : c.standsFor().isAssignableFrom(type)))
                .findFirst();
    }

    private static Class<?> apiClass(String internalName) {
        try {
            return Class.forName(internalName.replace('/', '.'), false, ApiCalls.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "the applet calls " + internalName.replace('/', '.') + ": jCardSim has no such class", e);
        }
    }

    /** All there are, for a test that counts what is not covered. */
    static List<Replacement> all() {
        return BY_SIGNATURE.values().stream().flatMap(List::stream).toList();
    }
}
