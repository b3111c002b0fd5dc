// SPDX-License-Identifier: GPL-3.0-or-later
// pointcloudprogram PARAMS.json [estimate]: makes a point cloud pyramid, prints its result as JSON with the CPU seconds and
// the peak memory of the process, for tests that need a process to kill (support/programcontrol.h) or to measure and for the
// benchmarks; `ancestor` and `is_kept` in the JSON are those of a PyramidVersion. FILE_LIMIT in the environment: bytes that
// a file may have. Exit code 0 done, 1 failed (the sentence on stderr).
#include "base/atomicfile.h"
#include "generate/pointcloud/pointcloudpyramid.h"
#include "support/programcontrol.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>

namespace {

double seconds(const timeval &time)
{
    return double(time.tv_sec) + double(time.tv_usec) * 1e-6;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const auto say = [](const tuilerie::Error &error) {
        std::fprintf(stderr, "%s: %s (%s)\n", qPrintable(tuilerie::errorCodeName(error.code)), qPrintable(error.message),
            qPrintable(error.detail));
        return 1;
    };
    if (argc < 2) {
        std::fputs("pointcloudprogram PARAMS.json [estimate]\n", stderr);
        return 2;
    }
    if (const qint64 limit = qEnvironmentVariable("FILE_LIMIT").toLongLong(); limit > 0) {
        const rlimit most{rlim_t(limit), rlim_t(limit)};
        ::setrlimit(RLIMIT_FSIZE, &most);
        ::signal(SIGXFSZ, SIG_IGN); // write() then says that the file is too large, as a full disk would
    }
    const auto text = tuilerie::readWholeFile(QString::fromLocal8Bit(argv[1]));
    if (!text)
        return say(text.error());
    QJsonObject wanted = QJsonDocument::fromJson(*text).object();
    const tuilerie::PyramidVersion version{
        wanted.take(QLatin1String("ancestor")).toString(), wanted.take(QLatin1String("is_kept")).toBool()};
    const auto params = tuilerie::PointCloudParams::fromJson(wanted);
    if (!params)
        return say(params.error());
    tuilerie::test::ProgramControl control;
    if (argc > 2) {
        const auto estimate = tuilerie::estimatePointCloud(*params, control);
        if (!estimate)
            return say(estimate.error());
        std::printf("%s\n", QJsonDocument(estimate->toJson()).toJson(QJsonDocument::Compact).constData());
        return 0;
    }
    const auto result = tuilerie::generatePointCloud(*params, control, version);
    if (!result)
        return say(result.error());
    QJsonObject object = result->toJson();
    rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    object.insert(QStringLiteral("cpu"), seconds(usage.ru_utime) + seconds(usage.ru_stime));
    object.insert(QStringLiteral("peak_kib"), tuilerie::test::peakKib());
    std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    return 0;
}
