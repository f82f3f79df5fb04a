package dev.tapbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code docs/risk-profile.md}, written from the schema of risk profiles. */
final class RiskProfilePage {
    private final JsonNode schema;
    private final StringBuilder page = new StringBuilder();

    private RiskProfilePage(JsonNode schema) {
        this.schema = schema;
    }

    static String of(JsonNode schema) {
        return new RiskProfilePage(schema).write();
    }

    private String write() {
        line("# Keys of a risk profile");
        line("");
        line(
                "<!-- Written from features/risk/risk-profile.schema.json; RiskProfileSchemaTest says how to write it again. -->");
        line("");
        line(text(schema));
        line("");
        line("A profile is a YAML file, such as [the debit phone's](../features/risk/debit-phone.yaml),"
                + " [the prepaid card's](../features/risk/prepaid.yaml) or [the transit card's](../features/risk/transit-card.yaml)."
                + " Its first line, `# yaml-language-server: $schema=risk-profile.schema.json`, gives an editor completion and"
                + " this help. Amounts are in the profile's currency, such as 150.00. What `validate` says of a profile:"
                + " [risk](risk.md).");
        table("", schema.get("properties"));
        sections("", schema.get("properties"));
        return page.toString();
    }

    /** A table of its own for each section that has keys, in the schema's order. */
    private void sections(String prefix, JsonNode properties) {
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            JsonNode inner = property.getValue().get("properties");
            if (inner != null) {
                String key = prefix + property.getKey();
                line("");
                line("## `" + key + "`");
                line("");
                line(text(property.getValue()));
                table(key + ".", inner);
                sections(key + ".", inner);
            }
        }
    }

    private void table(String prefix, JsonNode properties) {
        line("");
        line("| key | what it says | values | left out |");
        line("|---|---|---|---|");
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            JsonNode value = property.getValue();
            boolean section = value.has("properties");
            line("| `" + property.getKey() + "` | " + text(value) + " | "
                    + (section
                            ? "see [`" + prefix + property.getKey() + "`](#" + anchor(prefix + property.getKey()) + ")"
                            : values(value))
                    + " | " + (section ? "" : value.path("x-default").asString("")) + " |");
        }
    }

    private static String anchor(String key) {
        return key.toLowerCase(Locale.ROOT).replace(".", "");
    }

    private static String text(JsonNode node) {
        return node.get("description").asString();
    }

    private String values(JsonNode value) {
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, JsonNode> word : value.path("x-words").properties()) {
            words.add("`" + word.getKey() + "`: " + word.getValue().asString());
        }
        if (!words.isEmpty()) {
            return String.join("<br>", words);
        }
        JsonNode shape = value.has("$ref") ? definition(value.get("$ref").asString()) : value;
        String range = shape.has("maximum") ? shape.get("minimum") + " to " + shape.get("maximum") : "";
        return range.isEmpty() ? "such as `" + example(shape.get("examples").get(0)) + "`" : range;
    }

    private static String example(JsonNode example) {
        return example.isString() ? example.asString() : example.toString();
    }

    private JsonNode definition(String reference) {
        return schema.get("$defs").get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
