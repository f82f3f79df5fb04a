package dev.tapbench.emv.calc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All operations, by name: a closed list. */
public final class Catalogue {
    private static final Catalogue ALL = new Catalogue(List.of(
            CardDataOperations.all(),
            CardKeyOperations.all(),
            CertificateOperations.all(),
            ChannelOperations.all(),
            CryptogramOperations.all(),
            DolOperations.all(),
            IadOperations.all(),
            MacOperations.all(),
            OdaChainOperation.all(),
            PinBlockOperations.all(),
            SchemeOperations.all(),
            Scp02Operations.all(),
            ScriptOperations.all(),
            TlvOperations.all(),
            TranscriptOperations.all()));

    private final Map<String, Operation> operations = new TreeMap<>();

    private Catalogue(List<List<Operation>> groups) {
        groups.forEach(group -> group.forEach(operation -> {
            if (operations.put(operation.name(), operation) != null) {
                throw new IllegalStateException("two operations are called " + operation.name());
            }
        }));
    }

    /** The catalogue. */
    public static Catalogue all() {
        return ALL;
    }

    /** The operation of that name. */
    public Optional<Operation> find(String name) {
        return Optional.ofNullable(operations.get(name));
    }

    /** All operations in the order of their names. */
    public Collection<Operation> operations() {
        return new ArrayList<>(operations.values());
    }

    /** All names, in order. */
    public Collection<String> names() {
        return List.copyOf(operations.keySet());
    }
}
