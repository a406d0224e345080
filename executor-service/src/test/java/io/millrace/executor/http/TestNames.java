package io.millrace.executor.http;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A name server that says what a test wants, another thing every time if need be. */
class TestNames {
    private static final Map<String, Queue<List<String>>> ANSWERS = new ConcurrentHashMap<>();

    /** The next answer about a name; the last one is given for ever. */
    static void answer(String name, String... addresses) {
        ANSWERS.computeIfAbsent(name, _ -> new ConcurrentLinkedQueue<>()).add(List.of(addresses));
    }

    @Bean
    @Primary
    AddressResolverGroup<InetSocketAddress> scriptedNames() {
        return new AddressResolverGroup<>() {
            @Override
            protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
                return new Resolver(executor);
            }
        };
    }

    private static final class Resolver extends AbstractAddressResolver<InetSocketAddress> {
        private Resolver(EventExecutor executor) {
            super(executor, InetSocketAddress.class);
        }

        @Override
        protected boolean doIsResolved(InetSocketAddress address) {
            return !address.isUnresolved();
        }

        @Override
        protected void doResolve(InetSocketAddress asked, Promise<InetSocketAddress> promise)
                throws UnknownHostException {
            promise.setSuccess(addresses(asked).getFirst());
        }

        @Override
        protected void doResolveAll(InetSocketAddress asked, Promise<List<InetSocketAddress>> promise)
                throws UnknownHostException {
            promise.setSuccess(addresses(asked));
        }

        private static List<InetSocketAddress> addresses(InetSocketAddress asked) throws UnknownHostException {
            Queue<List<String>> answers = ANSWERS.get(asked.getHostString());
            List<String> next = answers == null ? null : answers.size() > 1 ? answers.poll() : answers.peek();
            if (next == null) {
                throw new UnknownHostException(asked.getHostString());
            }
            List<InetSocketAddress> addresses = new ArrayList<>();
            for (String address : next) {
                addresses.add(new InetSocketAddress(InetAddress.getByName(address), asked.getPort()));
            }
            return addresses;
        }
    }
}
