// SPDX-License-Identifier: GPL-3.0-or-later
// For the benchmark and for tests that kill it (support/programcontrol.h): deriveRaster() on the parameters of a JSON file,
// the result as JSON; or, with "ground X Y", the ground points of its files as lines of x,y,z less X and Y.
#include "base/result.h"
#include "generate/derive/derivedraster.h"
#include "source/filelist.h"
#include "source/pointcloud/lasfile.h"
#include "support/programcontrol.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <cstring>

using namespace tuilerie;

namespace {

Status printGround(const DeriveParams &params, double x0, double y0)
{
    TUILERIE_TRY(files, listFiles(params.paths, SourceKind::PointCloud));
    for (const FileEntry &entry : files) {
        TUILERIE_TRY(file, LasFile::open(entry.path));
        const LasHeader &header = file->header();
        const int length = file->layout().recordLength;
        const bool isNew = file->layout().pointFormat >= 6;
        TUILERIE_TRY(decoder, ChunkDecoder::create(file->layout(), LasFields::CoordinatesAndClass));
        for (const LasChunk &chunk : file->chunks()) {
            std::vector<char> records(size_t(chunk.points) * size_t(length));
            TUILERIE_CHECK(file->decode(chunk, *decoder, records.data()));
            for (qint64 i = 0; i < chunk.points; ++i) {
                const char *record = records.data() + i * length;
                qint32 step[3];
                std::memcpy(step, record, sizeof step);
                if ((isNew ? record[16] : record[15] & 31) == 2)
                    std::printf("%.3f,%.3f,%.3f\n", step[0] * header.scale[0] + header.offset[0] - x0,
                        step[1] * header.scale[1] + header.offset[1] - y0, step[2] * header.scale[2] + header.offset[2]);
            }
        }
    }
    return {};
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QFile file(application.arguments().value(1));
    if (!file.open(QIODevice::ReadOnly)) {
        fprintf(stderr, "usage: deriveprogram PARAMETERS.json [ground X Y]\n");
        return 2;
    }
    QJsonObject wanted = QJsonDocument::fromJson(file.readAll()).object();
    const PyramidVersion version{
        wanted.take(QLatin1String("ancestor")).toString(), wanted.take(QLatin1String("is_kept")).toBool()};
    const auto params = DeriveParams::fromJson(wanted);
    test::ProgramControl control;
    if (params && application.arguments().value(2) == QLatin1String("ground")) {
        std::printf("x,y,z\n");
        if (const Status status = printGround(
                *params, application.arguments().value(3).toDouble(), application.arguments().value(4).toDouble());
            !status) {
            fprintf(stderr, "%s\n", qPrintable(status.error().message));
            return 1;
        }
        return 0;
    }
    const auto result = params ? deriveRaster(*params, control, version) : fail(params.error());
    if (!result) {
        fprintf(stderr, "%s\n%s\n", qPrintable(result.error().message), qPrintable(result.error().detail));
        return 1;
    }
    QJsonObject object = result->toJson();
    object.insert(QStringLiteral("peak_kib"), test::peakKib());
    printf("%s\n", QJsonDocument(object).toJson().constData());
    return 0;
}
