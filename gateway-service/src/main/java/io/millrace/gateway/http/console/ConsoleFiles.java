package io.millrace.gateway.http.console;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * The files of the console, held in memory. A path is looked up and never resolved, so none leads anywhere else.
 *
 * @param page the page itself, or one that says that it was not built
 * @param others the other files by path, each beginning with a slash
 */
record ConsoleFiles(ConsoleFile page, Map<String, ConsoleFile> others) {
    /** Where the page is. */
    static final String PAGE = "/index.html";

    /** Where the files are that never change: their names hold what distinguishes them. */
    static final String ASSETS = "/assets/";

    private static final String ROOT = "META-INF/resources";
    private static final String PACKED = ".gz";

    ConsoleFiles {
        others = Map.copyOf(others);
    }

    /** Reads the files that a class loader finds: those beside the page, and the assets. */
    static ConsoleFiles read(ClassLoader loader) throws IOException {
        ResourcePatternResolver resolver = new PathMatchingResourcePatternResolver(loader);
        Map<String, ConsoleFile> files = new TreeMap<>();
        for (String pattern : new String[] {"/*", ASSETS + "**"}) {
            for (Resource resource : resolver.getResources("classpath*:" + ROOT + pattern)) {
                String path = path(resource);
                if (resource.isReadable() && !path.endsWith("/") && !path.endsWith(PACKED)) {
                    files.putIfAbsent(path, new ConsoleFile(path, resource.getContentAsByteArray()));
                }
            }
        }
        ConsoleFile page = files.remove(PAGE);
        return new ConsoleFiles(page == null ? missing() : page, files);
    }

    /** The file at a path. */
    Optional<ConsoleFile> at(String path) {
        return path.equals("/") || path.equals(PAGE) ? Optional.of(page) : Optional.ofNullable(others.get(path));
    }

    private static ConsoleFile missing() throws IOException {
        String name = "console-missing.html";
        return new ConsoleFile(name, new ClassPathResource(name, ConsoleFiles.class).getContentAsByteArray());
    }

    private static String path(Resource resource) throws IOException {
        String address = resource.getURL().getPath();
        return address.substring(address.lastIndexOf(ROOT) + ROOT.length());
    }
}
