// SPDX-License-Identifier: GPL-3.0-or-later
// vectorprogram PARAMS.json [estimate | sample LEVEL COL ROW]: makes a vector pyramid, prints its result as JSON, for tests
// that need a process to kill (support/programcontrol.h) or to measure and for the benchmark. Exit code 0 done, 1 failed
// (the sentence on stderr).
#include "base/atomicfile.h"
#include "generate/vector/vectorpyramid.h"
#include "support/programcontrol.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>
#include <sys/resource.h>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const auto say = [](const tuilerie::Error &error) {
        std::fprintf(stderr, "%s: %s (%s)\n", qPrintable(tuilerie::errorCodeName(error.code)), qPrintable(error.message),
            qPrintable(error.detail));
        return 1;
    };
    const auto print = [](const QJsonObject &object) {
        std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
        return 0;
    };
    const QStringList arguments = application.arguments();
    if (arguments.size() < 2) {
        std::fputs("vectorprogram PARAMS.json [estimate | sample LEVEL COL ROW]\n", stderr);
        return 2;
    }
    const auto text = tuilerie::readWholeFile(arguments[1]);
    if (!text)
        return say(text.error());
    const auto params = tuilerie::VectorPyramidParams::fromJson(QJsonDocument::fromJson(*text).object());
    if (!params)
        return say(params.error());
    tuilerie::test::ProgramControl control;
    if (arguments.value(2) == QLatin1String("estimate")) {
        const auto estimate = tuilerie::estimateVectorPyramid(*params, control);
        return estimate ? print(estimate->toJson()) : say(estimate.error());
    }
    if (arguments.value(2) == QLatin1String("sample")) {
        const auto tile = tuilerie::sampleVectorTile(
            *params, arguments.value(3), arguments.value(4).toLongLong(), arguments.value(5).toLongLong());
        if (!tile)
            return say(tile.error());
        std::fwrite(tile->constData(), 1, size_t(tile->size()), stdout);
        return 0;
    }
    const auto result = tuilerie::generateVectorPyramid(*params, control);
    if (!result)
        return say(result.error());
    QJsonObject object = result->toJson();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    object.insert(QStringLiteral("peak_kib"), qint64(usage.ru_maxrss));
    return print(object);
}
