package dev.tapbench.card.bytecode;

import static dev.tapbench.card.bytecode.CardClasses.OWN;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javacard.framework.JCSystem;
import javacard.security.KeyBuilder;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Interpreter;
import org.objectweb.asm.tree.analysis.Value;

/** Follows arrays and keys through the methods of all classes: into fields, arguments and results. */
final class OriginFlow {
    /** What was written into each field. */
    private final Map<String, Set<Origin>> writes = new HashMap<>();
    /** What each argument was called with. */
    private final Map<Origin.Argument, Set<Origin>> arguments = new HashMap<>();
    /** What each method gives back. */
    private final Map<Origin.Result, Set<Origin>> results = new HashMap<>();
    /** Everything that was made, and where. */
    private final Map<Origin.Made, String> made = new HashMap<>();

    OriginFlow(List<ClassNode> classes) {
        for (ClassNode c : classes) {
            for (MethodNode m : c.methods) {
                try {
                    new Analyzer<>(new Follower(c, m)).analyze(c.name, m);
                } catch (AnalyzerException e) {
                    throw new IllegalStateException("cannot follow the values of " + CardClasses.place(c, m), e);
                }
            }
        }
    }

    /** Everything that is made anywhere, with its place. */
    Map<Origin.Made, String> made() {
        return made;
    }

    /** What a field may hold in the end: made, or foreign; empty when nothing is ever written. */
    Set<Origin> heldBy(String field) {
        Set<Origin> ends = new HashSet<>();
        resolve(new Origin.Read(field), ends, new HashSet<>());
        return ends;
    }

    private void resolve(Origin origin, Set<Origin> ends, Set<Origin> seen) {
        if (!seen.add(origin)) {
            return;
        }
        Set<Origin> next = Set.of();
        if (origin instanceof Origin.Read read) {
            next = writes.getOrDefault(read.field(), Set.of());
        } else if (origin instanceof Origin.Argument argument) {
            next = arguments.getOrDefault(argument, Set.of());
        } else if (origin instanceof Origin.Result result) {
            next = results.getOrDefault(result, Set.of());
        } else {
            ends.add(origin);
        }
        next.forEach(o -> resolve(o, ends, seen));
    }

    private static String field(FieldInsnNode insn) {
        return CardClasses.simpleName(insn.owner) + "." + insn.name;
    }

    private static String method(String owner, String name, String descriptor) {
        return owner + "." + name + descriptor;
    }

    /** A value with all its possible origins. */
    private record Origins(int size, Set<Origin> all) implements Value {
        @Override
        public int getSize() {
            return size;
        }
    }

    /** Walks one method. */
    private final class Follower extends Interpreter<Origins> {
        private final ClassNode owner;
        private final MethodNode method;

        Follower(ClassNode owner, MethodNode method) {
            super(Opcodes.ASM9);
            this.owner = owner;
            this.method = method;
        }

        private static Origins only(@Nullable Type type, Origin origin) {
            return new Origins(type == null ? 1 : type.getSize(), Set.of(origin));
        }

        @Override
        public @Nullable Origins newValue(@Nullable Type type) {
            return Type.VOID_TYPE.equals(type) ? null : only(type, new Origin.Foreign());
        }

        @Override
        public Origins newParameterValue(boolean isInstance, int local, Type type) {
            return only(type, new Origin.Argument(method(owner.name, method.name, method.desc), local));
        }

        @Override
        public Origins newOperation(AbstractInsnNode insn) {
            int op = insn.getOpcode();
            if (op >= Opcodes.ICONST_M1 && op <= Opcodes.ICONST_5) {
                return only(null, new Origin.Constant(op - Opcodes.ICONST_0));
            }
            if (op == Opcodes.BIPUSH || op == Opcodes.SIPUSH) {
                return only(null, new Origin.Constant(((IntInsnNode) insn).operand));
            }
            return only(null, new Origin.Foreign());
        }

        @Override
        public Origins copyOperation(AbstractInsnNode insn, Origins value) {
            return value;
        }

        @Override
        public Origins unaryOperation(AbstractInsnNode insn, Origins value) {
            return switch (insn.getOpcode()) {
                case Opcodes.NEWARRAY, Opcodes.ANEWARRAY -> make(insn, Memory.PERSISTENT);
                case Opcodes.GETFIELD -> only(null, new Origin.Read(field((FieldInsnNode) insn)));
                // Numbers stay what they are: a memory's name is passed as a byte.
                case Opcodes.CHECKCAST, Opcodes.I2B, Opcodes.I2S -> value;
                default -> only(null, new Origin.Foreign());
            };
        }

        @Override
        public Origins binaryOperation(AbstractInsnNode insn, Origins first, Origins second) {
            if (insn.getOpcode() == Opcodes.PUTFIELD) {
                writes.computeIfAbsent(field((FieldInsnNode) insn), f -> new HashSet<>())
                        .addAll(second.all());
            }
            return only(null, new Origin.Foreign());
        }

        @Override
        public Origins ternaryOperation(AbstractInsnNode insn, Origins first, Origins second, Origins third) {
            return only(null, new Origin.Foreign());
        }

        @Override
        public Origins naryOperation(AbstractInsnNode insn, List<? extends Origins> values) {
            if (!(insn instanceof MethodInsnNode call)) {
                return only(null, new Origin.Foreign());
            }
            if (call.owner.startsWith(OWN)) {
                String target = method(call.owner, call.name, call.desc);
                for (int i = 0; i < values.size(); i++) {
                    arguments
                            .computeIfAbsent(new Origin.Argument(target, i), a -> new HashSet<>())
                            .addAll(values.get(i).all());
                }
                return only(null, new Origin.Result(target));
            }
            if (call.name.startsWith("makeTransient")) {
                return make(
                        insn, number(values.get(1)).flatMap(OriginFlow::ofEvent).orElse(null));
            }
            if (call.name.equals("buildKey")) {
                return make(insn, number(values.get(0)).map(OriginFlow::ofKey).orElse(null));
            }
            return only(null, new Origin.Foreign());
        }

        @Override
        public void returnOperation(AbstractInsnNode insn, Origins value, Origins expected) {
            Origin.Result result = new Origin.Result(method(owner.name, method.name, method.desc));
            results.computeIfAbsent(result, r -> new HashSet<>()).addAll(value.all());
        }

        @Override
        public Origins merge(Origins a, Origins b) {
            if (a.all().containsAll(b.all())) {
                return a;
            }
            Set<Origin> both = new HashSet<>(a.all());
            both.addAll(b.all());
            return new Origins(a.size(), both);
        }

        private Origins make(AbstractInsnNode insn, @Nullable Memory memory) {
            if (memory == null) {
                return only(null, new Origin.Foreign());
            }
            Origin.Made origin = new Origin.Made(insn, memory);
            made.put(origin, CardClasses.place(owner, method, insn));
            return only(null, origin);
        }
    }

    private static Optional<Integer> number(Origins value) {
        return value.all().size() == 1 && value.all().iterator().next() instanceof Origin.Constant number
                ? Optional.of(number.value())
                : Optional.empty();
    }

    private static Optional<Memory> ofEvent(int event) {
        return switch (event) {
            case JCSystem.CLEAR_ON_DESELECT -> Optional.of(Memory.DESELECT);
            case JCSystem.CLEAR_ON_RESET -> Optional.of(Memory.RESET);
            default -> Optional.empty();
        };
    }

    private static Memory ofKey(int type) {
        return switch (type) {
            case KeyBuilder.TYPE_DES_TRANSIENT_DESELECT, KeyBuilder.TYPE_AES_TRANSIENT_DESELECT -> Memory.DESELECT;
            case KeyBuilder.TYPE_DES_TRANSIENT_RESET, KeyBuilder.TYPE_AES_TRANSIENT_RESET -> Memory.RESET;
            default -> Memory.PERSISTENT;
        };
    }
}
