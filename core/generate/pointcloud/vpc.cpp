// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/vpc.h"

#include "base/atomicfile.h"
#include "base/work/copyfile.h"
#include "base/work/keepingcontrol.h"
#include "generate/pointcloud/cloudrun.h"
#include "source/pointcloud/copcfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <cerrno>

namespace tuilerie::pointcloud {

namespace {

constexpr qint64 mostOverviewPoints = 25000000; ///< beyond that the roots alone must do
constexpr double mostOverviewShare = 0.5;       ///< roots that hold more than this of all points thin nothing out

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPyramid", text);
}

/// One file's run as a part of the whole.
class PartControl final : public ForwardingControl
{
public:
    PartControl(WorkControl &control, qint64 before, qint64 total)
        : ForwardingControl(control)
        , m_before(before)
        , m_total(total)
    {
    }
    void progress(const Progress &progress) override
    {
        if (progress.step != QLatin1String("generate"))
            return;
        Progress whole = progress;
        whole.done += m_before;
        whole.total = m_total;
        whole.etaSeconds = whole.rate > 0 ? double(m_total - whole.done) / whole.rate : -1;
        outer().progress(whole);
    }

private:
    qint64 m_before, m_total;
};

QString stem(const QString &path)
{
    QString name = QFileInfo(path).fileName();
    for (const char *suffix : {".copc.laz", ".laz", ".las"})
        if (name.endsWith(QLatin1String(suffix), Qt::CaseInsensitive)) {
            name.chop(qsizetype(strlen(suffix)));
            break;
        }
    return name;
}

/// Each input's file name, no two alike.
QStringList outputNames(const std::vector<CloudInput> &inputs)
{
    QSet<QString> taken;
    QStringList names;
    for (const CloudInput &input : inputs) {
        const QString base = stem(input.path);
        QString name = base;
        for (int i = 2; taken.contains(name.toLower()); ++i)
            name = QStringLiteral("%1_%2").arg(base).arg(i);
        taken.insert(name.toLower());
        names << name + QStringLiteral(".copc.laz");
    }
    return names;
}

/// A COPC is taken as it is: a copy of its own, which nothing that is later done to the source changes.
Status takeAsItIs(const QString &from, const QString &to, const WorkControl &control)
{
    const QString part = to + QStringLiteral(".part");
    Status copied = copyFile(from, part, control);
    if (copied) {
        QFile::remove(to);
        errno = 0;
        if (!QFile::rename(part, to))
            copied = fail(errorFromErrno(tr("Copying"), to));
    }
    if (!copied)
        QFile::remove(part);
    return copied;
}

class VpcRun
{
public:
    VpcRun(const PointCloudParams &params, WorkControl &control)
        : m_params(params)
        , m_control(control)
    {
    }

    Result<PointCloudResult> run()
    {
        TUILERIE_TRY(inputs, openCloud(m_params, m_control));
        // Reports what cannot be one point cloud before anything is done; also decides the CRS of files that say none.
        TUILERIE_TRY(scan, scanCloud(std::move(inputs), m_params, m_control, false));
        m_inputs = scan.inputs;
        m_names = outputNames(m_inputs);
        m_folder = m_params.output.left(m_params.output.size() - 4);
        QByteArray fingerprint = "vpc 1 " + m_params.assignCrs.toUtf8();
        for (const CloudInput &input : m_inputs)
            fingerprint +=
                '\n' + input.path.toUtf8() + ' ' + QByteArray::number(input.size) + ' ' + QByteArray::number(input.stamp);
        fingerprint = fingerprint.toHex();
        TUILERIE_TRY(journal, CloudJournal::open(journalFolder(m_params, m_params.output), fingerprint, m_params.resume));
        if (!journal->finding().isEmpty())
            m_control.warning(journal->finding());
        if (journal->start() == RecordLog::Start::Anew)
            discard();
        if (journal->start() != RecordLog::Start::Resumed) {
            if (QDir(m_folder).exists() && !QDir(m_folder).isEmpty()) {
                TUILERIE_CHECK(journal->remove());
                return fail(ErrorCode::Conflict,
                    tr("The folder %1 exists already and is not empty. Choose another output, or remove it first.")
                        .arg(m_folder));
            }
        }
        errno = 0;
        if (!QDir().mkpath(m_folder))
            return fail(errorFromErrno(tr("Making the folder"), m_folder));
        const int done = journal->checkpoint() ? journal->checkpoint()->cells : 0;
        for (int i = 0; i < int(m_inputs.size()); ++i) {
            TUILERIE_CHECK(checkStop(m_control));
            if (i >= done) {
                TUILERIE_CHECK(makeFile(i, scan.points));
                TUILERIE_CHECK(journal->append(i + 1, {}, PointStatistics(), QByteArray("-")));
            }
            TUILERIE_CHECK(takeFile(i));
        }
        TUILERIE_CHECK(makeOverview(scan.points));
        TUILERIE_CHECK(writeIndex());
        TUILERIE_CHECK(journal->remove());
        return m_result;
    }

private:
    QString place(int i) const { return m_folder + QLatin1Char('/') + m_names[i]; }
    QString overviewName() const
    {
        QString name = QFileInfo(m_folder).fileName() + QStringLiteral("-overview.copc.laz");
        while (m_names.contains(name, Qt::CaseInsensitive))
            name.prepend(QLatin1Char('_'));
        return name;
    }

    /// What a run that cannot be gone on with has left, and nothing else.
    void discard() const
    {
        for (const QString &name : m_names + QStringList{overviewName()}) {
            const RunTarget target = copcTarget(m_folder + QLatin1Char('/') + name);
            QFile::remove(target.path);
            target.discard();
            QDir(journalFolder(m_params, target.path)).removeRecursively();
        }
    }

    Status makeFile(int i, qint64 total)
    {
        const CloudInput &input = m_inputs[size_t(i)];
        if (input.isCopc)
            return takeAsItIs(input.path, place(i), m_control);
        PointCloudParams params = m_params;
        params.paths = QStringList{input.path};
        params.resume = true; // our own journal has decided
        PartControl control(m_control, m_result.points, total);
        CloudRun run({input}, params, copcTarget(place(i)), control);
        TUILERIE_TRY(made, run.run());
        m_result.temporaryBytes = std::max(m_result.temporaryBytes, made.temporaryBytes);
        return {};
    }

    Status takeFile(int i)
    {
        TUILERIE_TRY(copc, CopcFile::open(place(i)));
        TUILERIE_TRY(file, openCloudFile(place(i)));
        if (file.crs.isEmpty())
            file.crs = m_params.assignCrs;
        m_result.points += file.points;
        m_result.bytes += file.size;
        m_thin.push_back({});
        for (const CopcNode &node : copc->nodes()) {
            m_result.nodes += node.chunk.points > 0;
            if (node.key.level <= 1 && node.chunk.points > 0)
                m_thin.back().push_back(node);
        }
        m_files.push_back(std::move(file));
        return {};
    }

    Status makeOverview(qint64 total)
    {
        const auto pointsUpTo = [this](int level) {
            qint64 points = 0;
            for (const std::vector<CopcNode> &nodes : m_thin)
                for (const CopcNode &node : nodes)
                    points += node.key.level <= level ? node.chunk.points : 0;
            return points;
        };
        const int level = pointsUpTo(1) <= mostOverviewPoints ? 1 : 0;
        if (pointsUpTo(level) > mostOverviewPoints
            && double(pointsUpTo(level)) > mostOverviewShare * double(m_result.points)) {
            m_control.warning(tr("The files are so small and so many that an overview would hold nearly all of their "
                                 "points: it is left out. A merged COPC shows them better."));
            return {};
        }
        std::vector<CloudInput> inputs;
        for (size_t i = 0; i < m_files.size(); ++i) {
            CloudInput input = m_files[i];
            input.points = 0;
            for (const CopcNode &node : m_thin[i])
                if (node.key.level <= level) {
                    input.chunks.push_back(node.chunk);
                    input.points += node.chunk.points;
                }
            if (input.points > 0)
                inputs.push_back(std::move(input));
        }
        if (inputs.empty())
            return {};
        m_overview = overviewName();
        const QString path = m_folder + QLatin1Char('/') + m_overview;
        QFile::remove(path);
        PointCloudParams params = m_params;
        params.resume = true;
        PartControl control(m_control, total, total);
        CloudRun run(std::move(inputs), params, copcTarget(path), control);
        TUILERIE_TRY(made, run.run());
        m_result.bytes += made.bytes;
        return {};
    }

    Status writeIndex()
    {
        QStringList hrefs;
        const QString folder = QStringLiteral("./") + QFileInfo(m_folder).fileName() + QLatin1Char('/');
        for (const QString &name : m_names)
            hrefs << folder + name;
        TUILERIE_TRY(json, vpcDescription(m_files, hrefs, m_overview.isEmpty() ? QString() : folder + m_overview));
        TUILERIE_CHECK(syncFolder(m_folder));
        m_result.bytes += json.size();
        m_result.path = m_params.output;
        return writeFileAtomically(m_params.output, json);
    }

    PointCloudParams m_params;
    WorkControl &m_control;
    std::vector<CloudInput> m_inputs, m_files;
    std::vector<std::vector<CopcNode>> m_thin; ///< the two top levels of each file
    QStringList m_names;
    QString m_folder, m_overview;
    PointCloudResult m_result;
};

} // namespace

Result<PointCloudResult> generateVpc(const PointCloudParams &params, WorkControl &control)
{
    return VpcRun(params, control).run();
}

} // namespace tuilerie::pointcloud
