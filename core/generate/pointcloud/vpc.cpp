// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/vpc.h"

#include "base/atomicfile.h"
#include "base/work/copyfile.h"
#include "base/work/keepingcontrol.h"
#include "base/work/parallel.h"
#include "generate/pointcloud/cloudrun.h"
#include "generate/pointcloud/vpcancestor.h"
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
    VpcRun(const PointCloudParams &params, WorkControl &control, const PyramidVersion &version)
        : m_params(params)
        , m_control(control)
        , m_version(version)
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
        TUILERIE_CHECK(removeMade(m_params.output)); // of one that was here before
        TUILERIE_CHECK(compare());
        // So that a run that stops in its first file, or has linked some, is one to go on with.
        if (journal->start() != RecordLog::Start::Resumed)
            TUILERIE_CHECK(journal->append(0, {}, PointStatistics(), QByteArray("-")));
        const int done = journal->checkpoint() ? journal->checkpoint()->cells : 0;
        if (Status made = makeFiles(*journal, done, scan.points); !made) {
            // What failed for good before there was anything to keep leaves nothing behind.
            const bool isLater = made.error().code == ErrorCode::Paused || made.error().code == ErrorCode::Cancelled;
            if (!isLater && done == 0 && !m_isAnyMade) {
                discard();
                QDir().rmdir(m_folder);
                TUILERIE_CHECK(journal->remove());
            }
            return fail(std::move(made.error()));
        }
        TUILERIE_CHECK(makeOverview(scan.points));
        TUILERIE_CHECK(keep());
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

    Status makeFiles(CloudJournal &journal, int done, qint64 total)
    {
        for (int i = 0; i < int(m_inputs.size()); ++i) {
            TUILERIE_CHECK(checkStop(m_control));
            // Linked ones are not written down one by one: the next record has them among what is done, or they are linked
            // again.
            if (i >= done || !QFileInfo::exists(place(i))) {
                TUILERIE_TRY(isTaken, takeFrom(m_difference.same[size_t(i)], place(i)));
                if (!isTaken) {
                    TUILERIE_CHECK(makeFile(i, total));
                    TUILERIE_CHECK(journal.append(std::max(done, i + 1), {}, PointStatistics(), QByteArray("-")));
                    m_isAnyMade = true;
                }
            }
            TUILERIE_CHECK(takeFile(i));
        }
        return {};
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

    /// What of the version before is as it was.
    Status compare()
    {
        for (const CloudInput &input : m_inputs)
            m_sources.push_back({input.path, input.size, input.stamp, 0, 0, {}});
        m_difference.same.resize(m_inputs.size());
        if (m_version.ancestor.isEmpty())
            return {};
        m_ancestor = VpcAncestor::load(m_version.ancestor);
        if (!m_ancestor) {
            m_control.log(tr("The version before left nothing to go on from: all is made again."));
            return {};
        }
        TUILERIE_TRY(
            difference, m_ancestor->compare(m_params.assignCrs, m_sources, workerCount(m_params.workers), m_control));
        m_difference = std::move(difference);
        const PyramidChanges &changes = m_difference.changes;
        m_result.changes = changes;
        if (!m_difference.reason.isEmpty())
            m_control.log(m_difference.reason);
        else
            m_control.log(
                tr("%1 of %2 files have changed: %3 of %4 COPCs are made, the others are those of the version before.")
                    .arg(changes.files)
                    .arg(changes.ofFiles)
                    .arg(changes.slabs)
                    .arg(changes.ofSlabs));
        return {};
    }

    /// The file of the version before under its own name here; false where there is none that can be had.
    Result<bool> takeFrom(const QString &from, const QString &to)
    {
        if (from.isEmpty())
            return false;
        if (linkFile(from, to))
            return true;
        const Status copied = takeAsItIs(from, to, m_control);
        if (!copied && (copied.error().code == ErrorCode::Paused || copied.error().code == ErrorCode::Cancelled))
            return fail(copied.error());
        return bool(copied);
    }

    Status keep()
    {
        if (!m_version.isKept)
            return {};
        TUILERIE_CHECK(rememberContents(m_sources, m_ancestor ? m_ancestor->sources() : std::vector<RememberedFile>(),
            workerCount(m_params.workers), m_control));
        return VpcAncestor::save(m_params.output, m_params.assignCrs, m_sources, m_names, m_overview);
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
        TUILERIE_TRY(isTaken, takeFrom(m_difference.overview, path));
        if (isTaken) {
            m_result.bytes += QFileInfo(path).size();
            return {};
        }
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
    PyramidVersion m_version;
    std::vector<CloudInput> m_inputs, m_files;
    std::vector<RememberedFile> m_sources; ///< the inputs
    std::optional<VpcAncestor> m_ancestor;
    VpcAncestor::Difference m_difference;
    bool m_isAnyMade = false;
    std::vector<std::vector<CopcNode>> m_thin; ///< the two top levels of each file
    QStringList m_names;
    QString m_folder, m_overview;
    PointCloudResult m_result;
};

} // namespace

Result<PointCloudResult> generateVpc(const PointCloudParams &params, WorkControl &control, const PyramidVersion &version)
{
    return VpcRun(params, control, version).run();
}

} // namespace tuilerie::pointcloud
