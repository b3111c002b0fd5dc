// SPDX-License-Identifier: GPL-3.0-or-later
// generateprogram PARAMS.json: makes a raster pyramid, prints its result as JSON, for tests that need a process to kill or
// to limit (support/programcontrol.h) and for the benchmark. Exit code 0 done, 1 failed (the sentence on stderr).
#include "base/atomicfile.h"
#include "generate/raster/rasterpyramid.h"
#include "support/programcontrol.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const auto say = [](const tuilerie::Error &error) {
        std::fprintf(stderr, "%s: %s (%s)\n", qPrintable(tuilerie::errorCodeName(error.code)), qPrintable(error.message),
            qPrintable(error.detail));
        return 1;
    };
    if (argc < 2) {
        std::fputs("generateprogram PARAMS.json [estimate]\n", stderr);
        return 2;
    }
    const auto text = tuilerie::readWholeFile(QString::fromLocal8Bit(argv[1]));
    if (!text)
        return say(text.error());
    const auto params = tuilerie::RasterPyramidParams::fromJson(QJsonDocument::fromJson(*text).object());
    if (!params)
        return say(params.error());
    tuilerie::test::ProgramControl control;
    if (argc > 2) {
        const auto estimate = tuilerie::estimateRasterPyramid(*params, control);
        if (!estimate)
            return say(estimate.error());
        std::printf("%s\n", QJsonDocument(estimate->toJson()).toJson(QJsonDocument::Compact).constData());
        return 0;
    }
    const auto result = tuilerie::generateRasterPyramid(*params, control);
    if (!result)
        return say(result.error());
    std::printf("%s\n", QJsonDocument(result->toJson()).toJson(QJsonDocument::Compact).constData());
    return 0;
}
