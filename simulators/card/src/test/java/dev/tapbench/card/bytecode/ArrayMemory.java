package dev.tapbench.card.bytecode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/**
 * Every field that holds an array or a key holds one of the memory that a table says: what must survive is persistent, scratch
 * and sessions are not, since a card's persistent memory wears out, and keeps secrets that a thief may look for.
 */
final class ArrayMemory implements Rule {
    private final Map<String, Memory> declared;

    /** Holds the classes to a table: field, such as {@code Transients.work}, to memory. */
    ArrayMemory(Map<String, Memory> declared) {
        this.declared = declared;
    }

    /** The table of the card, {@code memory.tsv}: field, memory, reason. */
    static ArrayMemory ofTheCard() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ArrayMemory.class.getResourceAsStream("memory.tsv"), "memory.tsv"),
                StandardCharsets.UTF_8))) {
            Map<String, Memory> declared = new TreeMap<>();
            lines.lines().filter(l -> !l.startsWith("#")).forEach(l -> {
                String[] cells = l.split("\t", -1);
                if (cells.length != 3
                        || cells[2].isBlank()
                        || declared.put(cells[0], Memory.valueOf(cells[1])) != null) {
                    throw new IllegalStateException("memory.tsv: expected field, memory, reason once a field: " + l);
                }
            });
            return new ArrayMemory(declared);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> findings(List<ClassNode> classes) {
        List<String> findings = new ArrayList<>();
        OriginFlow flow = new OriginFlow(classes);
        Set<Origin> kept = new HashSet<>();
        Set<String> fields = new HashSet<>();
        for (ClassNode c : classes) {
            for (FieldNode f : c.fields) {
                if (holdsMemory(Type.getType(f.desc))) {
                    String name = CardClasses.simpleName(c.name) + "." + f.name;
                    fields.add(name);
                    Set<Origin> held = flow.heldBy(name);
                    kept.addAll(held);
                    check(name, held, findings);
                }
            }
        }
        declared.keySet().stream()
                .filter(name -> !fields.contains(name))
                .forEach(name -> findings.add("the table names " + name + ", which holds no array or key"));
        flow.made().forEach((origin, place) -> {
            if (!kept.contains(origin)) {
                findings.add(place + " makes an array or a key that no field keeps");
            }
        });
        return findings;
    }

    private void check(String field, Set<Origin> held, List<String> findings) {
        Memory wanted = declared.get(field);
        if (wanted == null) {
            findings.add(field + " is not in the table: say which memory it must be in, and why");
            return;
        }
        if (held.isEmpty()) {
            findings.add(field + " is never given an array or a key");
        }
        for (Origin origin : held) {
            if (!(origin instanceof Origin.Made made)) {
                findings.add(field + " may hold what the card did not make in a known memory: " + origin);
            } else if (made.in() != wanted) {
                findings.add(field + " must be " + wanted + ", and holds memory that is " + made.in());
            }
        }
    }

    private static boolean holdsMemory(Type type) {
        boolean isKey = type.getSort() == Type.OBJECT
                && type.getInternalName().startsWith("javacard/security/")
                && type.getInternalName().endsWith("Key");
        return isKey || type.getSort() == Type.ARRAY;
    }
}
