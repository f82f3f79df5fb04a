package dev.tapbench.profiles;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A risk profile as a file says it: each value is a text, or absent. */
record RiskProfileText(
        @Nullable String name,
        @Nullable String device,
        @Nullable String kind,
        @Nullable String currency,
        @Nullable String maximumBalance,
        @Nullable Spending spending,
        @Nullable LostOrStolen lostOrStolen,
        @Nullable Others currencies,
        @Nullable Cvm cvm,
        @Nullable Terminals terminals,
        @Nullable UserSettings userSettings,
        @Nullable String batteryOut) {
    record Spending(
            @Nullable String lowerCount,
            @Nullable String upperCount,
            @Nullable String lowerAmount,
            @Nullable String upperAmount,
            @Nullable String onlineApproval) {
        static final Spending NOTHING = new Spending(null, null, null, null, null);
    }

    record LostOrStolen(
            @Nullable String mode,
            @Nullable String count,
            @Nullable String amount) {
        static final LostOrStolen NOTHING = new LostOrStolen(null, null, null);
    }

    record Others(@Nullable String other, @Nullable Map<String, String> convert) {
        static final Others NOTHING = new Others(null, null);
    }

    record Cvm(
            @Nullable String alwaysAbove,
            @Nullable List<String> methods,
            @Nullable String armedSeconds) {
        static final Cvm NOTHING = new Cvm(null, null, null);
    }

    record Terminals(@Nullable String unattended, @Nullable String offlineOnly) {
        static final Terminals NOTHING = new Terminals(null, null);
    }

    record UserSettings(
            @Nullable String alwaysAsk,
            @Nullable Bounds above,
            @Nullable Bounds payments) {
        static final UserSettings NOTHING = new UserSettings(null, null, null);
    }

    record Bounds(@Nullable String least, @Nullable String most) {
        static final Bounds NOTHING = new Bounds(null, null);
    }

    /** All keys that a file may have, with a dot before each that stands in a section. */
    static List<String> keys() {
        List<String> keys = new ArrayList<>();
        add(keys, "", RiskProfileText.class);
        return keys;
    }

    private static void add(List<String> keys, String prefix, Class<?> section) {
        for (RecordComponent component : section.getRecordComponents()) {
            String key = prefix + component.getName();
            Type type = component.getGenericType();
            if (type instanceof Class<?> inner && inner.isRecord()) {
                add(keys, key + ".", inner);
            } else if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
                keys.add(key + ".*");
            } else {
                keys.add(key);
            }
        }
    }
}
