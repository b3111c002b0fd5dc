// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/language.h"
#include "pyramid/buckets.h"
#include "serverprocess.h"

#include <QCoreApplication>
#include <cstdio>

using namespace tuilerie;

namespace {

constexpr int Failed = 1, Usage = 2;

int complain(const Error &error, int code)
{
    std::fprintf(stderr, "%s\n", qPrintable(error.message));
    if (!error.detail.isEmpty())
        std::fprintf(stderr, "(%s)\n", qPrintable(error.detail));
    return code;
}

int addAccount(const ServerOptions &options)
{
    char line[1024] = {};
    if (!std::fgets(line, sizeof line, stdin))
        line[0] = '\0';
    const auto service = EntrepotService::create(options.entrepot);
    if (!service)
        return complain(service.error(), Failed);
    const auto account = (*service)->accounts().add(options.addAccount, QString::fromUtf8(line).trimmed());
    return account ? 0 : complain(account.error(), Failed);
}

} // namespace

int main(int argc, char *argv[])
{
    ServerProcess::catchSignals();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tuilerie-server"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TUILERIE_VERSION));
    Language::apply(QStringLiteral("system"));
    const auto options = readOptions(application.arguments());
    if (!options)
        return complain(options.error(), Usage);
    allowBuckets(options->buckets);
    if (!options->addAccount.isEmpty())
        return addAccount(*options);
    int code = 0;
    {
        ServerProcess server(*options);
        if (const Status started = server.start(); !started)
            return complain(started.error(), Failed);
        code = application.exec();
    }
    return code;
}
