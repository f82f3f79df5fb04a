package dev.tapbench.drivers.jcardsim;

import dev.tapbench.drivers.jcardsim.chip.CryptoCalls;
import dev.tapbench.drivers.jcardsim.chip.ForStatic;
import dev.tapbench.drivers.jcardsim.chip.KeyCalls;
import dev.tapbench.drivers.jcardsim.chip.PinCalls;
import dev.tapbench.drivers.jcardsim.chip.SystemCalls;
import dev.tapbench.drivers.jcardsim.chip.UtilCalls;
import dev.tapbench.ports.DeviceException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Type;

/** Which calls of the Java Card API go through a method of the chip. */
final class ApiCalls {
    private static final List<Class<?>> CLASSES =
            List.of(UtilCalls.class, SystemCalls.class, CryptoCalls.class, KeyCalls.class, PinCalls.class);

    /**
     * What writes no array and no non-volatile state of an applet: whole classes, methods of one class, and methods that mean
     * the same in every class.
     */
    private static final Set<String> READ_ONLY = Set.of(
            // The APDU buffer is volatile; a global array would have to be the runtime's.
            "APDU.*",
            "Applet.*",
            "AID.equals",
            "AID.partialEquals",
            "AID.RIDEquals",
            "JCSystem.abortTransaction",
            "JCSystem.beginTransaction",
            "JCSystem.commitTransaction",
            "JCSystem.getAID",
            "JCSystem.getAppletShareableInterfaceObject",
            "JCSystem.getAssignedChannel",
            "JCSystem.getAvailableMemory",
            "JCSystem.getMaxCommitCapacity",
            "JCSystem.getPreviousContextAID",
            "JCSystem.getTransactionDepth",
            "JCSystem.getUnusedCommitCapacity",
            "JCSystem.getVersion",
            "JCSystem.isAppletActive",
            "JCSystem.isObjectDeletionSupported",
            "JCSystem.isTransient",
            "JCSystem.lookupAID",
            "JCSystem.requestObjectDeletion",
            "Util.arrayCompare",
            "Util.getShort",
            "Util.makeShort",
            "KeyPair.getPrivate",
            "KeyPair.getPublic",
            "ECKey.getK",
            "MessageDigest.reset",
            "RandomData.setSeed",
            "getAlgorithm",
            "getCipherAlgorithm",
            "getInstance",
            "getLength",
            "getMessageDigestAlgorithm",
            "getPaddingAlgorithm",
            "getSize",
            "getTriesRemaining",
            "getType",
            "isInitialized",
            "isValidated",
            "getClass",
            "equals",
            "hashCode");

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

    /**
     * What is called in place of this method, if anything is.
     *
     * @throws DeviceException for a method of the API that may write and that no method of the chip stands for: better no card
     *     than one whose tears are wrong
     */
    static Optional<Replacement> of(String owner, String name, String descriptor, boolean isStatic) {
        if (!owner.startsWith("javacard")) {
            return Optional.empty();
        }
        Class<?> type = apiClass(owner);
        Optional<Replacement> replacement = BY_SIGNATURE.getOrDefault(name + descriptor, List.of()).stream()
                .filter(c -> c.isStatic() == isStatic
                        && (isStatic ? c.standsFor() == type : c.standsFor().isAssignableFrom(type)))
                .findFirst();
        if (replacement.isEmpty() && !writesNothing(type.getSimpleName(), name)) {
            throw new DeviceException("the applet calls " + type.getName() + "." + name
                    + ", and the simulated chip cannot see what that writes: expected calls that "
                    + ApiCalls.class.getSimpleName()
                    + " knows; run this applet on a real card, or teach the chip the call");
        }
        return replacement;
    }

    private static boolean writesNothing(String type, String method) {
        return type.endsWith("Exception")
                || READ_ONLY.contains(type + ".*")
                || READ_ONLY.contains(type + "." + method)
                || READ_ONLY.contains(method);
    }

    private static Class<?> apiClass(String internalName) {
        try {
            return Class.forName(internalName.replace('/', '.'), false, ApiCalls.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new DeviceException(
                    "the applet calls " + internalName.replace('/', '.') + ": jCardSim has no such class", e);
        }
    }
}
