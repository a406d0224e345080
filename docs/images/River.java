import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws the picture of the README: what flows from where to where. Run {@code java docs/images/River.java >
 * docs/images/river.svg} after a change; a test compares the two.
 */
final class River {
    private record Box(String name, String role, int x, int y, int width) {}

    private record Flow(String topic, String path, int labelX, int labelY) {}

    private static final int HEIGHT = 56;
    private static final List<Box> SERVICES = List.of(
            new Box("gateway", "HTTP door, identity, quotas", 40, 60, 190),
            new Box("trigger", "webhooks become events", 40, 220, 190),
            new Box("workflow", "routes events, runs workflows", 350, 140, 210),
            new Box("executor", "performs steps", 700, 140, 180),
            new Box("audit", "history, usage, lake tables", 350, 320, 210));
    private static final List<Flow> FLOWS = List.of(
            new Flow("run-inputs", "M 230 88 C 300 88 300 155 350 155", 296, 82),
            new Flow("replies", "M 350 175 C 280 175 300 104 230 104", 262, 150),
            new Flow("events", "M 230 248 C 300 248 300 190 350 188", 262, 268),
            new Flow("step-commands", "M 560 156 L 700 156", 630, 146),
            new Flow("run-inputs", "M 700 180 L 560 180", 630, 198),
            new Flow("audit", "M 455 196 L 455 320", 485, 262),
            new Flow("", "M 135 276 C 135 345 250 348 350 348", 0, 0));
    private static final List<String> OUTSIDE = List.of("HTTP callers", "senders of webhooks");

    private River() {}

    public static void main(String[] arguments) {
        System.out.print(draw());
    }

    static String draw() {
        List<String> svg = new ArrayList<>();
        svg.add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 920 410\" role=\"img\""
                + " aria-label=\"Callers reach gateway and trigger; events and run inputs reach workflow; step commands reach"
                + " executor; every fact reaches audit\">");
        svg.add("<style>text{font:13px system-ui,sans-serif;fill:#1c2733}.role{font-size:11px;fill:#5b6b7b}"
                + ".topic{font:11px ui-monospace,monospace;fill:#2f6fed}.box{fill:#f6f8fb;stroke:#9fb0c3}"
                + ".flow{fill:none;stroke:#2f6fed;stroke-width:1.6}rect.page{fill:#fff}</style>");
        svg.add("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\""
                + " orient=\"auto-start-reverse\"><path d=\"M0 0 L8 4 L0 8 z\" fill=\"#2f6fed\"/></marker></defs>");
        svg.add("<rect class=\"page\" width=\"920\" height=\"410\"/>");
        svg.add(text("topic", 40, 40, OUTSIDE.getFirst() + " →"));
        svg.add(text("topic", 40, 205, OUTSIDE.getLast() + " →"));
        FLOWS.forEach(flow -> {
            svg.add("<path class=\"flow\" d=\"" + flow.path() + "\" marker-end=\"url(#tip)\"/>");
            svg.add(text("topic", flow.labelX(), flow.labelY(), flow.topic()).replace("<text", "<text text-anchor=\"middle\""));
        });
        SERVICES.forEach(box -> {
            svg.add(String.format(
                    Locale.ROOT,
                    "<rect class=\"box\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\"/>",
                    box.x(),
                    box.y(),
                    box.width(),
                    HEIGHT));
            svg.add(text("name", box.x() + 12, box.y() + 24, box.name()));
            svg.add(text("role", box.x() + 12, box.y() + 42, box.role()));
        });
        svg.add(text("topic", 580, 352, "→ Iceberg table · run list · run history"));
        svg.add("</svg>");
        return String.join("\n", svg) + "\n";
    }

    private static String text(String style, int x, int y, String words) {
        return String.format(Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>", style, x, y, words);
    }
}
