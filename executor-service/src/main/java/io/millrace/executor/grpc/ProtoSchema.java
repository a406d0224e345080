package io.millrace.executor.grpc;

import static io.millrace.executor.grpc.ProtoText.refused;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.WrappersProto;
import com.squareup.wire.schema.CoreLoader;
import com.squareup.wire.schema.ErrorCollector;
import com.squareup.wire.schema.Linker;
import com.squareup.wire.schema.Loader;
import com.squareup.wire.schema.ProtoFile;
import com.squareup.wire.schema.Schema;
import com.squareup.wire.schema.internal.SchemaEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a .proto file and the files it imports describe.
 *
 * @param main the file itself
 * @param types all messages, for those of type Any
 */
record ProtoSchema(FileDescriptor main, TypeRegistry types) {
    private static final Map<String, FileDescriptor> COMPILED = compiled();

    /**
     * Links files.
     *
     * @param files the first is the one asked for; the others are all that it imports, directly or not
     */
    static ProtoSchema of(List<ProtoText> files) {
        Map<String, ProtoText> byPath = new LinkedHashMap<>();
        files.forEach(file -> byPath.put(file.path(), file));
        try {
            Schema schema = new Linker(new Loaded(byPath), new ErrorCollector(), true, true)
                    .link(byPath.values().stream().map(ProtoText::file).toList());
            Map<String, FileDescriptor> descriptors = new HashMap<>(COMPILED);
            String main = files.getFirst().path();
            FileDescriptor descriptor = descriptor(main, byPath, schema, descriptors, new ArrayList<>());
            TypeRegistry.Builder types = TypeRegistry.newBuilder();
            descriptors.values().forEach(each -> types.add(each.getMessageTypes()));
            return new ProtoSchema(descriptor, types.build());
        } catch (DescriptorValidationException | InvalidProtocolBufferException | RuntimeException invalid) {
            throw refused("The .proto file " + files.getFirst().path() + " cannot be used: "
                    + ProtoText.shortened(String.valueOf(invalid.getMessage())));
        }
    }

    private static FileDescriptor descriptor(
            String path,
            Map<String, ProtoText> files,
            Schema schema,
            Map<String, FileDescriptor> known,
            List<String> entered)
            throws DescriptorValidationException, InvalidProtocolBufferException {
        FileDescriptor ready = known.get(path);
        if (ready != null) {
            return ready;
        }
        if (entered.contains(path)) {
            throw new IllegalArgumentException("the file imports itself: " + entered);
        }
        entered.add(path);
        List<FileDescriptor> imported = new ArrayList<>();
        for (String each : Objects.requireNonNull(files.get(path)).imports()) {
            imported.add(descriptor(each, files, schema, known, entered));
        }
        entered.remove(path);
        ProtoFile linked = Objects.requireNonNull(schema.protoFile(path));
        FileDescriptorProto proto = FileDescriptorProto.parseFrom(
                new SchemaEncoder(schema).encode(linked).toByteArray());
        FileDescriptor descriptor = FileDescriptor.buildFrom(proto, imported.toArray(FileDescriptor[]::new), true);
        known.put(path, descriptor);
        return descriptor;
    }

    /**
     * A method.
     *
     * @param service full or simple name of its service
     * @throws io.millrace.executor.step.RefusedException when there is none of this name
     */
    MethodDescriptor method(String service, String method) {
        ServiceDescriptor found = main.getServices().stream()
                .filter(each ->
                        each.getFullName().equals(service) || each.getName().equals(service))
                .findFirst()
                .orElseThrow(() -> refused("The .proto file has no service '" + ProtoText.shortened(service)
                        + "'; it has "
                        + main.getServices().stream()
                                .map(ServiceDescriptor::getFullName)
                                .toList()));
        MethodDescriptor called = found.findMethodByName(method);
        if (called == null) {
            throw refused("The service " + found.getFullName() + " has no method '" + ProtoText.shortened(method)
                    + "'; it has "
                    + found.getMethods().stream().map(MethodDescriptor::getName).toList());
        }
        return called;
    }

    /** Gives the linker files that are there already. */
    private record Loaded(Map<String, ProtoText> files) implements Loader {
        @Override
        public ProtoFile load(String path) {
            ProtoText file = files.get(path);
            if (file != null) {
                return file.file();
            }
            // What the linker itself wants to know, whether it is imported or not.
            return CoreLoader.INSTANCE.load(path);
        }

        @Override
        public Loader withErrors(ErrorCollector errors) {
            return this;
        }
    }

    private static Map<String, FileDescriptor> compiled() {
        Map<String, FileDescriptor> compiled = new HashMap<>();
        Stream.of(
                        AnyProto.getDescriptor(),
                        ApiProto.getDescriptor(),
                        DescriptorProtos.getDescriptor(),
                        DurationProto.getDescriptor(),
                        EmptyProto.getDescriptor(),
                        FieldMaskProto.getDescriptor(),
                        SourceContextProto.getDescriptor(),
                        StructProto.getDescriptor(),
                        TimestampProto.getDescriptor(),
                        TypeProto.getDescriptor(),
                        WrappersProto.getDescriptor())
                .forEach(each -> compiled.put(each.getFullName(), each));
        return compiled;
    }
}
