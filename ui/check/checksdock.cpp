// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/check/checksdock.h"

#include "ui/canvas/mapcanvas.h"
#include "ui/canvas/whenready.h"
#include "ui/check/findingspanel.h"
#include "ui/check/repairdialog.h"
#include "ui/data/mapdocument.h"
#include "ui/data/mapselection.h"
#include "ui/widgets/crspicker.h"
#include "ui/widgets/speak.h"

#include <QDir>
#include <QLayout>

namespace tuilerie {

ChecksDock::ChecksDock(MapSelection *selection, MapCanvas *canvas, const Actions &actions)
    : Dock("checksDock", new FindingsPanel)
    , m_selection(selection)
    , m_panel(static_cast<FindingsPanel *>(widget()))
    , m_actions(actions)
{
    m_panel->layout()->setContentsMargins(8, 6, 8, 6);
    MapDocument *document = selection->document();
    connect(selection, &MapSelection::changed, this, &ChecksDock::showChosen);
    connect(m_panel, &FindingsPanel::placeAsked, canvas, [canvas](const Finding &finding) {
        whenReady(finding.whereCrs, canvas, [=] {
            canvas->setMark({*finding.where, finding.whereCrs, finding.message});
            canvas->zoomTo(*finding.where, finding.whereCrs);
        });
    });
    connect(m_panel, &FindingsPanel::crsAssigned, document,
        [selection, document](const QString &crs) { document->assignCrs(selection->row(), crs); });
    connect(m_panel, &FindingsPanel::fileExcluded, document,
        [selection, document](const QString &path) { document->excludeFile(selection->row(), path); });
    connect(m_panel, &FindingsPanel::repairing, this, &ChecksDock::takeCopyOf);
    connect(m_panel, &FindingsPanel::checkAgainAsked, actions[ActionId::CheckAgain], &QAction::trigger);
    actions.on(ActionId::CheckAgain, document, [selection, document] { document->checkAgain(selection->row()); });
    actions.on(ActionId::AssignCrs, this, [this] { assignCrs(); });
    showChosen();
    speak(this, [this] { setWindowTitle(tr("Checks")); });
}

static FindingsPanel::State stateOf(const MapEntry &entry)
{
    using State = FindingsPanel::State;
    if (entry.isService())
        return State::Service;
    if (entry.state == MapEntry::State::Opening || entry.checkState == MapEntry::CheckState::Running)
        return State::Running;
    if (entry.checkState == MapEntry::CheckState::Failed)
        return State::Failed;
    if (entry.checkState == MapEntry::CheckState::NotYet)
        return entry.kind == SourceKind::Unknown ? State::NoChecks : State::Waiting;
    return State::Done;
}

void ChecksDock::showChosen()
{
    const MapEntry *entry = m_selection->entry();
    const bool checkable = entry && entry->kind != SourceKind::Unknown && entry->state != MapEntry::State::Opening;
    m_panel->show(entry
            ? FindingsPanel::Checked{stateOf(*entry), entry->title, entry->findings, {}, entry->assignCrs, checkable}
            : FindingsPanel::Checked());
    m_actions[ActionId::AssignCrs]->setEnabled(entry && !entry->isService());
    m_actions[ActionId::CheckAgain]->setEnabled(checkable);
}

void ChecksDock::assignCrs()
{
    const MapEntry *entry = m_selection->entry();
    if (!entry || entry->isService())
        return;
    const QString crs = CrsPicker::pick(this, tr("Assign a CRS"),
        tr("The coordinates of “%1” are taken to be in this CRS where its files do not say theirs. No file is changed.")
            .arg(entry->title),
        entry->assignCrs);
    if (!crs.isEmpty())
        m_selection->document()->assignCrs(m_selection->row(), crs);
}

void ChecksDock::takeCopyOf(RepairDialog *dialog)
{
    const MapEntry *entry = m_selection->entry();
    if (!entry)
        return;
    connect(dialog, &RepairDialog::copyChosen, this,
        [this, entry, paths = entry->paths](const QString &original, const QString &copy) {
            // The data set may have moved meanwhile; were it gone, the copy would be one of its own.
            MapDocument *document = m_selection->document();
            const int now = document->indexOf(entry);
            if (now >= 0 && document->entry(now).paths == paths)
                document->useCopy(now, original, copy);
            else
                document->open({copy});
            emit message(
                tr("The map shows the repaired copy %1; the original is unchanged.").arg(QDir::toNativeSeparators(copy)));
        });
}

} // namespace tuilerie
