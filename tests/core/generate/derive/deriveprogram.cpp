// SPDX-License-Identifier: GPL-3.0-or-later
// deriveRaster() on the parameters of a JSON file, for the benchmark: prints the result as JSON.
#include "base/result.h"
#include "generate/derive/derivedraster.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <cstdio>

using namespace tuilerie;

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QFile file(application.arguments().value(1));
    if (!file.open(QIODevice::ReadOnly)) {
        fprintf(stderr, "usage: deriveprogram PARAMETERS.json\n");
        return 2;
    }
    const auto params = DeriveParams::fromJson(QJsonDocument::fromJson(file.readAll()).object());
    SilentControl control;
    const auto result = params ? deriveRaster(*params, control) : fail(params.error());
    if (!result) {
        fprintf(stderr, "%s\n%s\n", qPrintable(result.error().message), qPrintable(result.error().detail));
        return 1;
    }
    printf("%s\n", QJsonDocument(result->toJson()).toJson().constData());
    return 0;
}
