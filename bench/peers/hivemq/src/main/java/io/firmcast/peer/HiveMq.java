// SPDX-License-Identifier: Apache-2.0
package io.firmcast.peer;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.parameter.*;
import com.hivemq.extension.sdk.api.services.Services;
import java.nio.file.Files;
import java.nio.file.Path;

/** HiveMQ CE, in memory, letting everyone in. Arguments: port; a folder for its data. */
public final class HiveMq {

  public static void main(String[] args) throws Exception {
    var folder = Path.of(args[1]);
    var conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        conf.resolve("config.xml"),
        "<hivemq><listeners><tcp-listener><port>" + args[0]
            + "</port><bind-address>127.0.0.1</bind-address></tcp-listener></listeners>"
            + "<persistence><mode>in-memory</mode></persistence>"
            + "<anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>"
            + "</hivemq>");
    var everyone =
        EmbeddedExtension.builder()
            .withId("everyone")
            .withName("everyone")
            .withVersion("1")
            .withPriority(0)
            .withStartPriority(1000)
            .withAuthor("firmcast")
            .withExtensionMain(new Everyone())
            .build();
    EmbeddedHiveMQ.builder()
        .withConfigurationFolder(conf)
        .withDataFolder(Files.createDirectories(folder.resolve("data")))
        .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
        .withEmbeddedExtension(everyone)
        .build()
        .start()
        .join();
    System.out.println("ready " + args[0]);
  }

  private static final class Everyone implements ExtensionMain {

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
      SimpleAuthenticator all = (in, out) -> out.authenticateSuccessfully();
      Services.securityRegistry().setAuthenticatorProvider(provided -> all);
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}
  }
}
