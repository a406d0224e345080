package io.millrace.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one workload came to.
 *
 * @param workload its name
 * @param figures what was measured, by name with its unit, in the order in which it is shown
 * @param reference figures of the workload that this one is compared with, measured in the same run
 * @param ratio figures divided by those of the reference
 * @param settings what it was measured with
 */
record Measurement(
        String workload,
        Map<String, Double> figures,
        Map<String, Double> reference,
        Map<String, Double> ratio,
        Map<String, Object> settings) {

    Measurement {
        figures = new LinkedHashMap<>(figures);
        reference = new LinkedHashMap<>(reference);
        ratio = new LinkedHashMap<>(ratio);
        settings = new LinkedHashMap<>(settings);
    }

    /** Figures without anything to compare them with. */
    static Measurement of(String workload, Map<String, Double> figures, Map<String, Object> settings) {
        return new Measurement(workload, figures, Map.of(), Map.of(), settings);
    }

    /** The same with a reference: every figure that both have gets a ratio. */
    Measurement comparedWith(Measurement other) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        figures.forEach((name, value) -> {
            Double base = other.figures.get(name);
            if (base != null && base != 0) {
                ratios.put(name, value / base);
            }
        });
        Map<String, Double> base = new LinkedHashMap<>(other.figures);
        base.keySet().retainAll(ratios.keySet());
        return new Measurement(workload, figures, base, ratios, settings);
    }
}
