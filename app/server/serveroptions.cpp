// SPDX-License-Identifier: GPL-3.0-or-later
#include "serveroptions.h"

#include "base/atomicfile.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QHostAddress>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::ServerOptions", text);
}

Status readListen(const QString &text, HttpServerOptions &http)
{
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    bool ok = false;
    const uint port = text.mid(colon + 1).toUInt(&ok);
    QString address = text.left(colon);
    if (address.startsWith(QLatin1Char('[')) && address.endsWith(QLatin1Char(']')))
        address = address.mid(1, address.size() - 2);
    if (address == QLatin1String("localhost"))
        address = QStringLiteral("127.0.0.1");
    if (colon < 0 || !ok || port > 65535 || QHostAddress(address).isNull())
        return fail(ErrorCode::Invalid,
            tr("--listen %1: give an address and a port, such as 127.0.0.1:8080 (port 0 = any free one).").arg(text));
    http.address = address;
    http.port = quint16(port);
    return {};
}

Result<int> numberOf(const QCommandLineParser &parser, const QString &name, int low, int high)
{
    bool ok = false;
    const int number = parser.value(name).toInt(&ok);
    if (!ok || number < low || number > high)
        return fail(ErrorCode::Invalid,
            tr("--%1 %2: give a whole number from %3 to %4.").arg(name, parser.value(name)).arg(low).arg(high));
    return number;
}

} // namespace

Result<ServerOptions> readOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Serves the Entrepôt API and WMTS, WMS and TMS from one data folder."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addOptions({{QStringLiteral("data"), tr("Data folder; made when it is missing."), tr("DIR")},
        {QStringLiteral("listen"), tr("Address and port; port 0 = any free one."), tr("ADDRESS:PORT"),
            QStringLiteral("127.0.0.1:8080")},
        {QStringLiteral("token-file"), tr("A file with a bearer token that has all rights on the datastore."), tr("FILE")},
        {QStringLiteral("threads"), tr("Threads of the network; 0 = all cores."), tr("N"), QStringLiteral("0")},
        {QStringLiteral("references"),
            tr("A folder below which files may be handed over where they lie; may be given several times. Without it their "
               "bytes are sent."),
            tr("DIR")},
        {QStringLiteral("buckets"),
            tr("A bucket of the object store that delivered pyramids may lie in, * for all; may be given several times."),
            tr("NAME")},
        {QStringLiteral("trusted-proxy"), tr("Front servers whose X-Forwarded-* headers count; may be given several times."),
            tr("ADDRESS/BITS")},
        {QStringLiteral("public-url"), tr("What addresses of services begin with; by default as each request says."),
            tr("URL")},
        {QStringLiteral("profile"), tr("Quotas: decouverte, essentielle or premium."), tr("NAME")},
        {QStringLiteral("one-step-unpublish"), tr("DELETE of an offering ends it at once, for older clients.")},
        {QStringLiteral("token-lifetime"), tr("Seconds that an access token lives."), tr("N"), QStringLiteral("3600")},
        {QStringLiteral("add-account"), tr("Adds an account, its password read from standard input, and ends."),
            tr("LOGIN")},
        {QStringLiteral("stop-when-idle"), tr("Ends when no job waits or runs and nobody has called the API for N seconds."),
            tr("N")},
        {QStringLiteral("renderers"), tr("Processes that draw styled vector maps; 0 = none (half the cores)."), tr("N")},
        {QStringLiteral("renderer-timeout"), tr("Seconds for one map; then its process is started again."), tr("S"),
            QStringLiteral("30")},
        {QStringLiteral("exit-with-parent"), tr("Ends when the process that started it has ended.")}});
    if (!parser.parse(arguments))
        return fail(ErrorCode::Invalid, parser.errorText());
    if (parser.isSet(help))
        parser.showHelp(0);
    if (parser.isSet(version))
        parser.showVersion();
    if (!parser.positionalArguments().isEmpty())
        return fail(ErrorCode::Invalid, tr("“%1” is not expected. See --help.").arg(parser.positionalArguments().first()));
    if (parser.value(QStringLiteral("data")).isEmpty())
        return fail(ErrorCode::Invalid, tr("--data DIR is missing: the folder in which everything is kept."));

    ServerOptions options;
    options.entrepot.datastore.folder = parser.value(QStringLiteral("data"));
    options.entrepot.datastore.oneStepUnpublish = parser.isSet(QStringLiteral("one-step-unpublish"));
    options.entrepot.datastore.profile = parser.value(QStringLiteral("profile"));
    static const QStringList profiles{
        QString(), QStringLiteral("decouverte"), QStringLiteral("essentielle"), QStringLiteral("premium")};
    if (!profiles.contains(options.entrepot.datastore.profile))
        return fail(ErrorCode::Invalid,
            tr("--profile %1: give decouverte, essentielle or premium.").arg(options.entrepot.datastore.profile));
    TUILERIE_CHECK(readListen(parser.value(QStringLiteral("listen")), options.http));
    TUILERIE_TRY(threads, numberOf(parser, QStringLiteral("threads"), 0, 1024));
    options.http.threads = threads;
    TUILERIE_TRY(lifetime, numberOf(parser, QStringLiteral("token-lifetime"), 0, 365 * 24 * 3600));
    options.entrepot.tokens.accessSeconds = lifetime;
    options.entrepot.publicUrl = parser.value(QStringLiteral("public-url"));
    while (options.entrepot.publicUrl.endsWith(QLatin1Char('/')))
        options.entrepot.publicUrl.chop(1);
    for (const QString &folder : parser.values(QStringLiteral("references"))) {
        if (!QFileInfo(folder).isDir())
            return fail(ErrorCode::Invalid, tr("--references %1: there is no such folder.").arg(folder));
        options.entrepot.datastore.references << QFileInfo(folder).absoluteFilePath();
    }
    options.buckets = parser.values(QStringLiteral("buckets"));
    for (const QString &text : parser.values(QStringLiteral("trusted-proxy"))) {
        const auto subnet = QHostAddress::parseSubnet(text);
        if (subnet.second < 0)
            return fail(
                ErrorCode::Invalid, tr("--trusted-proxy %1: give an address or a subnet, such as 10.0.0.0/8.").arg(text));
        options.http.trustedProxies.append({subnet.first, subnet.second});
    }
    options.entrepot.version = QStringLiteral(TUILERIE_VERSION);
    if (parser.isSet(QStringLiteral("token-file"))) {
        TUILERIE_TRY(token, readWholeFile(parser.value(QStringLiteral("token-file"))));
        options.entrepot.operatorToken = token.trimmed();
        if (options.entrepot.operatorToken.size() < 16)
            return fail(ErrorCode::Invalid,
                tr("The token in “%1” is too short: 16 characters at least.")
                    .arg(parser.value(QStringLiteral("token-file"))));
    }
    options.addAccount = parser.value(QStringLiteral("add-account"));
    if (parser.isSet(QStringLiteral("stop-when-idle"))) {
        TUILERIE_TRY(quiet, numberOf(parser, QStringLiteral("stop-when-idle"), 0, 24 * 3600));
        options.stopWhenIdle = quiet;
    }
    if (parser.isSet(QStringLiteral("renderers"))) {
        TUILERIE_TRY(renderers, numberOf(parser, QStringLiteral("renderers"), 0, 256));
        options.render.workers = renderers;
        options.hasRenderers = renderers > 0;
    }
    TUILERIE_TRY(timeout, numberOf(parser, QStringLiteral("renderer-timeout"), 1, 3600));
    options.render.timeoutSeconds = timeout;
    options.exitWithParent = parser.isSet(QStringLiteral("exit-with-parent"));
    return options;
}

} // namespace tuilerie
