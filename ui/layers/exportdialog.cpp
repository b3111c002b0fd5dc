// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layers/exportdialog.h"

#include "base/filename.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/format.h"
#include "ui/widgets/settings.h"
#include "ui/widgets/speak.h"

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace tuilerie {

namespace {

constexpr ExportFormat formats[] = {
    ExportFormat::PmTiles, ExportFormat::MbTiles, ExportFormat::GeoPackage, ExportFormat::Cog};

/// Collects what is warned of, on the thread that works.
class Collecting final : public WorkControl
{
public:
    explicit Collecting(WorkControl &control)
        : m_control(control)
    {
    }
    void progress(const Progress &) override {}
    void log(const QString &) override {}
    void warning(const QString &sentence) override { warnings << sentence; }
    StopRequest shouldStop() const override { return m_control.shouldStop(); }
    QStringList warnings;

private:
    WorkControl &m_control;
};

QString textOf(const ExportParams &params)
{
    return QString::fromUtf8(QJsonDocument(params.toJson()).toJson(QJsonDocument::Compact));
}

std::function<QString()> sentenceOf(const QString &text)
{
    return [text] { return text; };
}

} // namespace

ExportDialog::ExportDialog(const ExportParams &params, QWidget *parent)
    : QDialog(parent)
    , m_pyramid(params.pyramid)
    , m_abstract(params.abstract)
    , m_format(new QComboBox)
    , m_level(new QComboBox)
    , m_title(new QLineEdit(params.title))
    , m_attribution(new QLineEdit(params.attribution))
    , m_file(new QLineEdit(params.output))
    , m_choose(new QPushButton)
    , m_state(new QLabel)
    , m_progress(new QProgressBar)
    , m_start(new QPushButton)
    , m_cancel(new QPushButton)
    , m_close(new QPushButton)
    , m_looking(this, WorkPool::quick())
    , m_isPaused(!params.output.isEmpty())
{
    setObjectName(QStringLiteral("exportDialog"));
    for (const ExportFormat format : formats)
        m_format->addItem(ExportParams::formatName(format), int(format));
    m_format->setCurrentIndex(m_format->findData(int(params.format)));
    if (!params.level.isEmpty())
        m_level->addItem(params.level, params.level);
    if (m_isPaused)
        say([] { return tr("This export was not finished. It goes on where it stopped."); });
    lay();
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::chooseFormat);
    connect(m_level, &QComboBox::activated, this, &ExportDialog::look);
    connect(m_file, &QLineEdit::editingFinished, this, &ExportDialog::look);
    connect(m_choose, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    connect(m_start, &QPushButton::clicked, this, &ExportDialog::startOrPause);
    connect(m_cancel, &QPushButton::clicked, this, &ExportDialog::drop);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    if (!m_isPaused)
        chooseFormat();
    speak(this, [this] { retranslate(); });
}

ExportDialog::~ExportDialog()
{
    if (m_running)
        m_running->pause();
}

void ExportDialog::offerUnfinished(QWidget *parent)
{
    const QStringList kept = Settings::value(Settings::Exports).toStringList();
    for (const QString &text : kept) {
        const auto params = ExportParams::fromJson(QJsonDocument::fromJson(text.toUtf8()).object());
        if (!params)
            continue;
        auto *dialog = new ExportDialog(*params, parent);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    }
}

void ExportDialog::lay()
{
    const std::pair<QWidget *, const char *> names[] = {{m_format, "exportFormat"}, {m_level, "exportLevel"},
        {m_title, "exportTitle"}, {m_attribution, "exportAttribution"}, {m_file, "exportFile"},
        {m_choose, "exportChooseFile"}, {m_state, "exportState"}, {m_progress, "exportProgress"}, {m_start, "exportStart"},
        {m_cancel, "exportCancel"}, {m_close, "exportClose"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QLatin1String(name));
    auto *file = new QHBoxLayout;
    file->addWidget(m_file, 1);
    file->addWidget(m_choose);
    auto *form = new QFormLayout;
    const auto row = [&](QWidget *buddy, auto *field) {
        auto *label = new QLabel;
        label->setBuddy(buddy);
        m_labels << label;
        form->addRow(label, field);
    };
    row(m_format, m_format);
    row(m_level, m_level);
    row(m_title, m_title);
    row(m_attribution, m_attribution);
    row(m_file, file);
    m_state->setWordWrap(true);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_state->setMinimumHeight(m_state->fontMetrics().lineSpacing() * 3);
    m_state->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_progress->setRange(0, 1000);
    m_start->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    for (QPushButton *button : {m_start, m_cancel, m_close})
        buttons->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_state, 1);
    layout->addWidget(m_progress);
    layout->addLayout(buttons);
    resize(560, 320);
    showButtons();
}

void ExportDialog::retranslate()
{
    setWindowTitle(tr("Export %1").arg(shownText(QFileInfo(m_pyramid).completeBaseName())));
    const QString texts[] = {tr("&Format:"), tr("Finest &level:"), tr("&Title:"), tr("&Attribution:"), tr("F&ile:")};
    for (qsizetype i = 0; i < m_labels.size(); ++i)
        m_labels[i]->setText(texts[i]);
    m_choose->setText(tr("&Browse…"));
    m_choose->setAccessibleName(tr("Choose the file"));
    m_attribution->setPlaceholderText(tr("Whose data they are"));
    m_title->setPlaceholderText(tr("The pyramid's name"));
    m_cancel->setText(tr("&Cancel the Export"));
    m_close->setText(tr("Clo&se"));
    m_progress->setAccessibleName(tr("Progress of the export"));
    for (int i = 0; i < m_format->count(); ++i)
        m_format->setItemText(i, ExportParams::formatName(ExportFormat(m_format->itemData(i).toInt())));
    m_state->setText(m_sentence ? m_sentence() : QString());
    showButtons();
    if (!m_isPaused && m_progress->value() == 0)
        look(); // what is wrong with it comes in the language of now
}

ExportParams ExportDialog::params() const
{
    ExportParams params;
    params.pyramid = m_pyramid;
    params.abstract = m_abstract;
    params.format = ExportFormat(m_format->currentData().toInt());
    params.output = m_file->text();
    params.title = m_title->text();
    params.attribution = m_attribution->text();
    params.level = m_level->currentData().toString();
    params.resume = true; // one of the same that was begun is gone on with
    return params;
}

/// The file beside the pyramid, with the format's ending, unless another was chosen.
void ExportDialog::chooseFormat()
{
    const QFileInfo pyramid(m_pyramid), present(m_file->text());
    const QString ending = ExportParams::ending(ExportFormat(m_format->currentData().toInt()));
    const QString stem = m_file->text().isEmpty() ? pyramid.completeBaseName() : present.completeBaseName();
    const QString saved = Settings::folder(QStringLiteral("export"));
    const QString folder = !m_file->text().isEmpty() ? present.path() : saved.isEmpty() ? pyramid.path() : saved;
    m_file->setText(folder + u'/' + stem + ending);
    look();
}

void ExportDialog::chooseFile()
{
    const QString ending = ExportParams::ending(ExportFormat(m_format->currentData().toInt()));
    const QString file = FileDialog::saveFile(this, QStringLiteral("export"), tr("The file to write"),
        m_format->currentText() + QStringLiteral(" (*%1)").arg(ending), QFileInfo(m_file->text()).fileName());
    if (file.isEmpty())
        return;
    m_file->setText(file);
    look();
}

void ExportDialog::look()
{
    if (m_running)
        return;
    m_mayStart = false;
    showButtons();
    m_looking.ask(
        [params = params()](WorkControl &control) {
            Collecting collecting(control);
            auto outlook = lookAtExportInBox(params, collecting);
            return std::pair{std::move(outlook), collecting.warnings};
        },
        [this](const auto &answer) { showOutlook(answer.first, answer.second); });
}

void ExportDialog::showOutlook(const Result<ExportOutlook> &outlook, const QStringList &warnings)
{
    m_mayStart = bool(outlook);
    if (outlook && m_level->count() != outlook->levels.size() && m_level->currentIndex() <= 0
        && m_level->currentData().toString().isEmpty()) {
        const QSignalBlocker blocker(m_level);
        m_level->clear();
        m_level->addItem(outlook->levels.last(), QString());
        for (qsizetype i = outlook->levels.size() - 1; i-- > 0;)
            m_level->addItem(outlook->levels[i], outlook->levels[i]);
    }
    if (!outlook)
        say(sentenceOf(outlook.error().message));
    else
        say([levels = outlook->levels, tiles = outlook->tiles, warnings] {
            return tr("Levels %1 to %2, at most %3 tiles.").arg(levels.first(), levels.last(), formatCount(tiles))
                + (warnings.isEmpty() ? QString() : u'\n' + warnings.join(u'\n'));
        });
    showButtons();
}

void ExportDialog::startOrPause()
{
    if (m_running) {
        m_running->pause();
        m_start->setEnabled(false);
    } else {
        start();
    }
}

void ExportDialog::start()
{
    const ExportParams asked = params();
    keep(true);
    m_isDropped = false;
    m_isPaused = false;
    m_running = std::make_shared<BackgroundControl>(WorkPool::lengthy());
    connect(m_running.get(), &BackgroundControl::progressed, this, [this](const Progress &progress) {
        m_progress->setValue(progress.total > 0 ? int(1000 * progress.done / progress.total) : 0);
        say([done = progress.done, total = progress.total, eta = progress.etaSeconds] {
            const QString left = eta < 0 ? QString() : tr(", %1 left").arg(formatDuration(eta));
            return tr("%1 of %2%3").arg(formatCount(done), formatCount(total), left);
        });
    });
    runInBackground(
        m_running->pool(), this, [asked, control = m_running] { return exportPyramidInBox(asked, *control); },
        [this](const Result<ExportedPyramid> &made) { finish(made); });
    say([] { return tr("Exporting…"); });
    showButtons();
}

void ExportDialog::finish(const Result<ExportedPyramid> &made)
{
    m_running.reset();
    if (made) {
        keep(false);
        m_progress->setValue(1000);
        m_mayStart = false;
        say([path = made->path, bytes = made->bytes, seconds = made->seconds] {
            return tr("%1 is written: %2, in %3.").arg(shownText(path), formatBytes(bytes), formatDuration(seconds));
        });
        emit message(m_sentence());
        emit exported(made->path);
    } else if (m_isDropped) {
        drop();
        return;
    } else if (made.error().code == ErrorCode::Paused || made.error().code == ErrorCode::Cancelled) {
        m_isPaused = true;
        say([] { return tr("Paused. What is done is kept, also when the program ends."); });
    } else {
        m_isPaused = true; // what is done may be gone on with once the reason is gone
        say(sentenceOf(made.error().message));
    }
    showButtons();
}

/// Stops it, and takes away what it left.
void ExportDialog::drop()
{
    m_isDropped = true;
    if (m_running) {
        m_running->cancel();
        m_cancel->setEnabled(false);
        return; // finish() comes back here
    }
    keep(false);
    m_isPaused = false;
    m_progress->setValue(0);
    runInBackground(
        WorkPool::writer(), this, [asked = params()] { return dropExport(asked); },
        [this](const Status &status) {
            say(status ? Sentence([] { return tr("Cancelled; nothing of it is left."); })
                       : sentenceOf(status.error().message));
            m_mayStart = true;
            showButtons();
        });
    showButtons();
}

void ExportDialog::showButtons()
{
    const bool isRunning = bool(m_running);
    for (QWidget *field : std::initializer_list<QWidget *>{m_format, m_level, m_title, m_attribution, m_file, m_choose})
        field->setEnabled(!isRunning && !m_isPaused);
    m_start->setText(isRunning ? tr("&Pause") : m_isPaused ? tr("&Resume") : tr("&Export"));
    m_start->setEnabled(isRunning || m_isPaused || m_mayStart);
    m_cancel->setEnabled(isRunning || m_isPaused);
    m_progress->setVisible(isRunning || m_isPaused || m_progress->value() > 0);
}

void ExportDialog::say(Sentence sentence)
{
    m_sentence = std::move(sentence);
    m_state->setText(m_sentence());
}

void ExportDialog::keep(bool isUnfinished) const
{
    QStringList kept = Settings::value(Settings::Exports).toStringList();
    const QString own = textOf(params());
    kept.removeAll(own);
    if (isUnfinished)
        kept << own;
    Settings::setValue(Settings::Exports, kept);
}

} // namespace tuilerie
