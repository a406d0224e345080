package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.misc.JsonNodeUtils;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;

/** A binary operator that pays for the size of what it works on before it does. */
record MeteredOperator(BinaryOperator operator) implements BinaryOperator {

    // "-" looks every element of one array up in a sorted set of the other's.
    private static final int SET_OF_ELEMENTS = 16;

    @Override
    public JsonNode apply(ObjectMapper mapper, JsonNode left, JsonNode right) throws JsonQueryException {
        if (left.isNumber() && right.isNumber()) {
            return numbers(mapper, left, right);
        }
        Meter meter = Meter.CURRENT.get();
        if (left.isContainerNode() || right.isContainerNode()) {
            chargeContainers(meter, left, right);
        } else if (left.isTextual() || right.isTextual()) {
            meter.chargeText(length(left, right) + length(right, left));
        }
        // Values of different types differ and have their order whatever they are.
        if (looks()
                && left.getNodeType() == right.getNodeType()
                && (Secrecy.holdsReference(left) || Secrecy.holdsReference(right))) {
            throw Secrecy.refusal("`" + operator.image() + "`");
        }
        return operator.apply(mapper, left, right);
    }

    /** Whether the operator looks at what it is given; the others put it together. */
    private boolean looks() {
        return !operator.image().equals("+") && !operator.image().equals("*");
    }

    private void chargeContainers(Meter meter, JsonNode left, JsonNode right) {
        boolean alike = left.getNodeType() == right.getNodeType() || left.isNull() || right.isNull();
        if (operator.image().equals("+") && alike) {
            // Copies references only. Operands that do not go together end up as text in an error message.
            meter.charge(1 + (left.size() + right.size()) / 2);
            return;
        }
        int times = operator.image().equals("-") ? SET_OF_ELEMENTS : 1;
        meter.chargeWeight(left, times);
        meter.chargeWeight(right, times);
    }

    /** The library lets integers overflow; like jq's, our numbers become approximate instead. */
    private JsonNode numbers(ObjectMapper mapper, JsonNode left, JsonNode right) throws JsonQueryException {
        if (!left.isIntegralNumber() || !right.isIntegralNumber()) {
            return operator.apply(mapper, left, right);
        }
        try {
            if (left.canConvertToLong() && right.canConvertToLong()) {
                long l = left.longValue();
                long r = right.longValue();
                return switch (operator.image()) {
                    case "+" -> JsonNodeUtils.asNumericNode(Math.addExact(l, r));
                    case "-" -> JsonNodeUtils.asNumericNode(Math.subtractExact(l, r));
                    case "*" -> JsonNodeUtils.asNumericNode(Math.multiplyExact(l, r));
                    default -> operator.apply(mapper, left, right);
                };
            }
        } catch (ArithmeticException overflow) {
            return approximately(mapper, left, right);
        }
        return approximately(mapper, left, right);
    }

    private JsonNode approximately(ObjectMapper mapper, JsonNode left, JsonNode right) throws JsonQueryException {
        double l = left.doubleValue();
        double r = right.doubleValue();
        return switch (operator.image()) {
            case "+" -> DoubleNode.valueOf(l + r);
            case "-" -> DoubleNode.valueOf(l - r);
            case "*" -> DoubleNode.valueOf(l * r);
            default -> operator.apply(mapper, DoubleNode.valueOf(l), DoubleNode.valueOf(r));
        };
    }

    /** How many characters an operand brings into the result. */
    private long length(JsonNode operand, JsonNode other) {
        if (!operand.isTextual()) {
            return 0;
        }
        long length = operand.textValue().length();
        return operator.image().equals("*") && other.isNumber()
                ? (long) Math.ceil(length * Math.max(0, other.asDouble()))
                : length;
    }

    @Override
    public String image() {
        return operator.image();
    }
}
