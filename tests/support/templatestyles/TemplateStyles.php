<?php
// Debian has no TemplateStyles. This does what the pages of the tests need of it.

class TemplateStylesStandIn {
	public static function onContentHandlerDefaultModelFor( $title, &$model ) {
		if ( $title->getNamespace() === NS_TEMPLATE && $title->isSubpage() && substr( $title->getText(), -4 ) === '.css' ) {
			$model = 'sanitized-css';
			return false;
		}
		return true;
	}

	public static function onParserFirstCallInit( Parser $parser ) {
		$parser->setHook( 'templatestyles', [ self::class, 'style' ] );
	}

	public static function style( $text, array $given, Parser $parser, PPFrame $frame ) {
		$title = Title::newFromText( $given['src'] ?? '', NS_TEMPLATE );
		$revision = $title ? $parser->fetchCurrentRevisionRecordOfTitle( $title ) : null;
		$content = $revision ? $revision->getContent( 'main' ) : null;
		if ( !$content || $content->getModel() !== 'sanitized-css' ) {
			return '<strong class="error">templatestyles</strong>';
		}
		return [ Html::rawElement( 'style', [], "\n" . $content->getText() . "\n" ), 'markerType' => 'nowiki' ];
	}
}

class TemplateStylesContentStandIn extends TextContent {
	public function __construct( $text, $model = 'sanitized-css' ) {
		parent::__construct( $text, $model );
	}
}

class TemplateStylesHandlerStandIn extends TextContentHandler {
	public function __construct( $model = 'sanitized-css' ) {
		parent::__construct( $model, [ CONTENT_FORMAT_CSS ] );
	}

	protected function getContentClass() {
		return TemplateStylesContentStandIn::class;
	}
}
